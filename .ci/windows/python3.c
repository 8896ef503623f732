/* python3.dll: all that it exports is forwarded to python311.dll by the definition file. */
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
