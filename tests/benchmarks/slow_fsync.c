/* Each fsync and fdatasync takes SLOW_FSYNC_US microseconds longer: the disks of cheap PCs, on a fast machine. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_first(void) {
    const char *wanted = getenv("SLOW_FSYNC_US");
    if (wanted) usleep(atoi(wanted));
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    wait_first();
    return real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    wait_first();
    return real(file);
}
