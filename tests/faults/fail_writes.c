/* LD_PRELOAD: counts what changes files under a folder, and makes one of these calls fail, or all from it on.
   Armed from inside the process: fail_writes_arm(folder, which, error, how), and told by fail_writes_seen(). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { ONCE, FROM_ON, HALF };

static char folder[PATH_MAX];
static size_t length;
static atomic_long seen;
static long which;
static int error, how;

void fail_writes_arm(const char *where, long number, int with, int in_which_way) {
    snprintf(folder, sizeof folder, "%s", where);
    length = strlen(folder);
    which = number;
    error = with;
    how = in_which_way;
    seen = 0;
}

long fail_writes_seen(void) { return seen; }

static int is_inside(const char *path) {
    return length && strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

static int fd_is_inside(int fd) {
    char link[64], path[PATH_MAX];
    if (!length || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return is_inside(path);
}

/* Whether this call is to fail. */
static int its_turn(void) {
    long now = atomic_fetch_add(&seen, 1) + 1;
    return which && (how == FROM_ON ? now >= which : now == which);
}

#define FAILING(inside, call)                       \
    if ((inside) && its_turn()) return errno = error, -1; \
    return call;

/* A write may also take a part and say so. */
#define WRITING(fd, size, whole, half)                       \
    if (fd_is_inside(fd) && its_turn()) {                    \
        if (how == HALF && size > 1) return half;            \
        return errno = error, -1;                            \
    }                                                        \
    return whole;

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    WRITING(fd, size, syscall(SYS_pwrite64, fd, data, size, at), syscall(SYS_pwrite64, fd, data, size / 2, at))
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }
ssize_t write(int fd, const void *data, size_t size) {
    WRITING(fd, size, syscall(SYS_write, fd, data, size), syscall(SYS_write, fd, data, size / 2))
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    FAILING(fd_is_inside(to), syscall(SYS_sendfile, to, from, at, size))
}
ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sendfile64(to, from, at, size); }
int fsync(int fd) { FAILING(fd_is_inside(fd), (int)syscall(SYS_fsync, fd)) }
int fdatasync(int fd) { FAILING(fd_is_inside(fd), (int)syscall(SYS_fdatasync, fd)) }
int ftruncate64(int fd, off64_t size) { FAILING(fd_is_inside(fd), (int)syscall(SYS_ftruncate, fd, size)) }
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int rename(const char *old, const char *new) {
    FAILING(is_inside(new), (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0))
}
int renameat(int from, const char *old, int to, const char *new) {
    FAILING(is_inside(new), (int)syscall(SYS_renameat2, from, old, to, new, 0))
}
int unlink(const char *path) { FAILING(is_inside(path), (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0)) }
int mkdir(const char *path, mode_t mode) { FAILING(is_inside(path), (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode)) }

/* Opening changes the folder only where it makes a file. */
static int makes(const char *path, int flags) {
    return flags & O_CREAT && is_inside(path) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
}

#define OPENING(from, path, flags)                                       \
    mode_t mode = 0;                                                     \
    if (flags & (O_CREAT | __O_TMPFILE)) {                               \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode = va_arg(rest, mode_t);                                     \
        va_end(rest);                                                    \
    }                                                                    \
    FAILING(makes(path, flags), (int)syscall(SYS_openat, from, path, flags, mode))

int open64(const char *path, int flags, ...) { OPENING(AT_FDCWD, path, flags) }
int open(const char *path, int flags, ...) { OPENING(AT_FDCWD, path, flags) }
int openat64(int from, const char *path, int flags, ...) { OPENING(from, path, flags) }
int openat(int from, const char *path, int flags, ...) { OPENING(from, path, flags) }
