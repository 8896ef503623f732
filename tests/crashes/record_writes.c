/* LD_PRELOAD: records every write, truncation and sync of files under $RECORDED_FOLDER into $RECORDED_LOG, in order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <fcntl.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("RECORDED_FOLDER");
    const char *log = getenv("RECORDED_LOG");
    if (folder && log) log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

/* The file's name below the folder, "." for the folder itself, or NULL where it lies elsewhere. */
static const char *name_of(int fd, char *path) {
    char link[64];
    if (log_fd < 0 || fd < 0) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    if (size < 0) return NULL;
    path[size] = 0;
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) != 0) return NULL;
    return path[length] == '/' ? path + length + 1 : path[length] ? NULL : ".";
}

static void note(char kind, const char *name, int64_t offset, const void *data, int64_t size) {
    struct { char kind; uint8_t name; uint16_t none; uint32_t also_none; int64_t offset, size; } head =
        {kind, (uint8_t)strlen(name), 0, 0, offset, size};
    syscall(SYS_write, log_fd, &head, sizeof head);
    syscall(SYS_write, log_fd, name, strlen(name));
    if (data && size > 0) syscall(SYS_write, log_fd, data, size);
}

static int64_t end_of(int fd) {
    struct stat seen;
    return fstat(fd, &seen) ? 0 : seen.st_size;
}

#define RECORDED(before, call)                  \
    char path[PATH_MAX];                        \
    const char *name = name_of(fd, path);       \
    if (!name) return call;                     \
    pthread_mutex_lock(&one_at_a_time);         \
    before;                                     \
    __typeof__(call) result = call;             \
    pthread_mutex_unlock(&one_at_a_time);       \
    return result;

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    RECORDED(note('w', name, offset, data, size), syscall(SYS_pwrite64, fd, data, size, offset))
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
    RECORDED(
        note('w', name, fcntl(fd, F_GETFL) & O_APPEND ? end_of(fd) : lseek(fd, 0, SEEK_CUR), data, size),
        syscall(SYS_write, fd, data, size))
}

int ftruncate64(int fd, off64_t size) { RECORDED(note('t', name, size, NULL, 0), (int)syscall(SYS_ftruncate, fd, size)) }

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

/* Synced is what was written before the call returned: noted after it. */
#define SYNCED(call)                            \
    char path[PATH_MAX];                        \
    const char *name = name_of(fd, path);       \
    if (!name) return call;                     \
    pthread_mutex_lock(&one_at_a_time);         \
    int result = call;                          \
    if (result == 0) note('s', name, 0, NULL, 0); \
    pthread_mutex_unlock(&one_at_a_time);       \
    return result;

int fsync(int fd) { SYNCED((int)syscall(SYS_fsync, fd)) }

int fdatasync(int fd) { SYNCED((int)syscall(SYS_fdatasync, fd)) }
