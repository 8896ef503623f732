/* Stands in for the icuuc.dll of Windows 10, which Wine lacks: it has no converters, so Qt uses its own. */
#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }
#define FAILS(name) __declspec(dllexport) void *name(void *a, void *b, int *error) { if (error) *error = 1; return 0; }
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_close)
NOTHING(ucnv_countAvailable)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_reset)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_setToUCallBack)
FAILS(ucnv_getStandardName)
__declspec(dllexport) void *ucnv_getName(void *converter, int *error) { if (error) *error = 1; return 0; }
__declspec(dllexport) void *ucnv_open(const char *name, int *error) { if (error) *error = 4; return 0; }
