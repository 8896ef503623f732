; The Windows installer: for one user, without an administrator. It replaces the program's own files and nothing else;
; what the shop keeps is in another folder (%LOCALAPPDATA%\topup-desk) and is never touched.
; makensis -INPUTCHARSET UTF8 -DVERSION=1.2.3 -DPROGRAM=folder -DOUT=file [-DTARGET=x86-unicode] setup.nsi

!ifndef TARGET
    !define TARGET amd64-unicode ; the makers' NSIS for Windows has x86-unicode only, which installs the same
!endif
Target ${TARGET}
Unicode true
ManifestDPIAware true
ManifestSupportedOS all ; or Windows 10 would say that it is Windows 8
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"

!define NAME "topup-desk"
!define ZH "话费充值台"
!define EN "Top-up Desk"
!define OURS "Software\${NAME}"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Name "$(TITLE)"
BrandingText "$(TITLE) ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${OURS}" "Folder"
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
SetDateSave off ; the same bytes from the same files

!define MUI_ICON "..\icons\${NAME}.ico"
!define MUI_UNICON "..\icons\${NAME}.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!define MUI_PAGE_CUSTOMFUNCTION_PRE OnlyTheFirstTime
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString TITLE ${LANG_SIMPCHINESE} "${ZH}"
LangString TITLE ${LANG_ENGLISH} "${EN}"
LangString CLOSE_IT ${LANG_SIMPCHINESE} "“${ZH}”正在运行。请先关闭程序，再点“重试”。订单和设置不会改动。"
LangString CLOSE_IT ${LANG_ENGLISH} "${EN} is running. Please close it, then press Retry. Orders and settings stay as they are."
LangString ONLY_ONE ${LANG_SIMPCHINESE} "安装程序已经打开了。"
LangString ONLY_ONE ${LANG_ENGLISH} "The installer is open already."
LangString TOO_OLD ${LANG_SIMPCHINESE} "这个程序需要 Windows 10 或更新的系统。什么都没有安装。"
LangString TOO_OLD ${LANG_ENGLISH} "This program needs Windows 10 or newer. Nothing was installed."
LangString DATA_STAYS ${LANG_SIMPCHINESE} "订单、备份和设置都保留在 $LOCALAPPDATA\${NAME}"
LangString DATA_STAYS ${LANG_ENGLISH} "Orders, backups and settings stay in $LOCALAPPDATA\${NAME}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro NAMED language title
    VIAddVersionKey /LANG=${language} "ProductName" "${title}"
    VIAddVersionKey /LANG=${language} "CompanyName" "${title}"
    VIAddVersionKey /LANG=${language} "FileDescription" "${title}"
    VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
    VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
    VIAddVersionKey /LANG=${language} "LegalCopyright" ""
!macroend
!insertmacro NAMED ${LANG_SIMPCHINESE} "${ZH}"
!insertmacro NAMED ${LANG_ENGLISH} "${EN}"

; Windows lets nobody write to a program that runs. Silent runs give up, with exit code 3.
!macro CLOSED_FIRST
    ${DoWhile} ${FileExists} "$INSTDIR\${NAME}.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\${NAME}.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        ${If} ${Cmd} `MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(CLOSE_IT)" /SD IDCANCEL IDCANCEL`
            SetErrorLevel 3
            Quit
        ${EndIf}
    ${Loop}
!macroend

; Only where the program is: a folder that somebody chose may hold other things.
!macro REMOVE_PROGRAM
    ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
        RMDir /r "$INSTDIR\_internal"
        Delete "$INSTDIR\${NAME}.exe"
    ${EndIf}
!macroend

Function .onInit
    ${IfNot} ${AtLeastWin10}
        MessageBox MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    System::Call 'kernel32::CreateMutexW(p 0, b 0, w "${NAME}-setup") p .r1 ?e'
    Pop $0
    ${If} $0 = 183 ; it exists
        MessageBox MB_ICONEXCLAMATION "$(ONLY_ONE)" /SD IDOK
        Abort
    ${EndIf}
FunctionEnd

Function OnlyTheFirstTime
    ReadRegStr $0 HKCU "${OURS}" "Folder"
    ${If} $0 != ""
        Abort ; an upgrade goes where the program is
    ${EndIf}
FunctionEnd

Section
    !insertmacro CLOSED_FIRST
    ReadRegStr $R0 HKCU "${OURS}" "Folder"
    !insertmacro REMOVE_PROGRAM
    SetOutPath "$INSTDIR"
    File /r "${PROGRAM}\*.*" ; on Windows makensis does not understand / here
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortcut "$SMPROGRAMS\$(TITLE).lnk" "$INSTDIR\${NAME}.exe"
    ${If} $R0 == "" ; who took the icon off the desktop does not get it back with each upgrade
        CreateShortcut "$DESKTOP\$(TITLE).lnk" "$INSTDIR\${NAME}.exe"
    ${EndIf}

    WriteRegStr HKCU "${OURS}" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${LISTED}" "DisplayName" "$(TITLE)"
    WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
    WriteRegStr HKCU "${LISTED}" "Publisher" "$(TITLE)"
    WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
    WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0
SectionEnd

Section Uninstall
    !insertmacro CLOSED_FIRST
    !insertmacro REMOVE_PROGRAM
    Delete "$INSTDIR\uninstall.exe"
    SetOutPath "$TEMP" ; a folder that one stands in cannot go
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${ZH}.lnk"
    Delete "$SMPROGRAMS\${EN}.lnk"
    Delete "$DESKTOP\${ZH}.lnk"
    Delete "$DESKTOP\${EN}.lnk"
    DeleteRegKey HKCU "${LISTED}"
    DeleteRegKey HKCU "${OURS}"
    DetailPrint "$(DATA_STAYS)"
SectionEnd
