/* Stands in for mscms.dll, whose newer half Wine lacks: there are no colour profiles. */
#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }
NOTHING(WcsOpenColorProfileW)
NOTHING(WcsCreateIccProfile)
NOTHING(WcsGetDefaultColorProfile)
NOTHING(OpenColorProfileW)
NOTHING(GetColorDirectoryW)
NOTHING(GetColorProfileFromHandle)
__declspec(dllexport) int CloseColorProfile(void *profile) { return 1; }
