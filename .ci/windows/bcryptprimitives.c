/* Stands in for the bcryptprimitives.dll of Windows 8 and later, which Wine lacks: random bytes, for what is written in Rust. */
unsigned char __stdcall SystemFunction036(void *bytes, unsigned long size);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, unsigned long long size) {
    return SystemFunction036(bytes, (unsigned long)size);
}
