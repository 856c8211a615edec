/* Stands between a program and its disk: the n-th write under one folder fails, or the power goes.

   LD_PRELOAD this; then, in the process: shim_arm(folder, n, mode), later shim_count(). Modes: 1 no space
   from the n-th write on, 2 one input/output error, 3 one short write and then no space, 4 the power goes:
   everything written since the last sync of each file is taken back and the process ends, 5 nothing fails,
   but a sync takes n milliseconds and everything else a fiftieth of that.
   A write is write, pwrite, ftruncate, rename or a sync.  Linux; one thread at a time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[PATH_MAX];
static size_t folder_length;
static long count, failing;
static int mode;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* What to put back if the power goes. */
struct undo { struct undo *next; ino_t file; char path[PATH_MAX]; off_t at, size; ssize_t length; char old[]; };
static struct undo *undos;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void shim_arm(const char *where, long n, int how) {
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    count = 0, failing = n, mode = how;
}
long shim_count(void) { return count; }

static int ours(int fd, char *path) {
    char link[64];
    if (!folder_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, folder_length) == 0;
}

static void remember(int fd, const char *path, off_t at, size_t length) {
    struct stat facts;
    if (mode != 4 || fstat(fd, &facts)) return;
    struct undo *u = malloc(sizeof *u + length);
    u->next = undos, u->file = facts.st_ino, u->at = at, u->size = facts.st_size;
    strcpy(u->path, path);
    int reading = open(path, O_RDONLY);  /* the program's own descriptor may be for writing only */
    u->length = pread(reading, u->old, length, at);
    close(reading);
    undos = u;
}

static void synced(int fd) {
    struct stat facts;
    if (mode != 4 || fstat(fd, &facts)) return;
    for (struct undo **u = &undos; *u;)
        if ((*u)->file == facts.st_ino) { struct undo *gone = *u; *u = gone->next; free(gone); }
        else u = &(*u)->next;
}

static void power_cut(void) {
    for (struct undo *u = undos; u; u = u->next) {
        int fd = open(u->path, O_WRONLY);
        if (fd < 0) continue;
        if (u->length > 0 && REAL(pwrite)(fd, u->old, u->length, u->at) < 0) _exit(98);
        if (REAL(ftruncate)(fd, u->size)) _exit(98);
        close(fd);
    }
    _exit(99);
}

/* 0: go on; otherwise the error that the call is to report, -1 for a short write. */
static int verdict(void) {
    count++;
    if (!failing) return 0;
    if (mode == 4 && count == failing) power_cut();
    if (mode == 1 && count >= failing) return ENOSPC;
    if (mode == 2 && count == failing) return EIO;
    if (mode == 3 && count == failing) return -1;
    if (mode == 3 && count > failing) return ENOSPC;
    return 0;
}

/* Outside the lock: other threads have a disk of their own. */
static void slowed(int syncing) {
    if (mode == 5) usleep(failing * (syncing ? 1000 : 20));
}

static ssize_t written(int fd, const void *data, size_t length, off_t at, int placed) {
    char path[PATH_MAX];
    if (ours(fd, path)) {
        pthread_mutex_lock(&lock);
        int wrong = verdict();
        if (!wrong) remember(fd, path, placed ? at : lseek(fd, 0, SEEK_CUR), length);
        pthread_mutex_unlock(&lock);
        slowed(0);
        if (wrong > 0) { errno = wrong; return -1; }
        if (wrong < 0) length /= 2;
    }
    return placed ? REAL(pwrite)(fd, data, length, at) : REAL(write)(fd, data, length);
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 1); }

static int refused(int fd, int syncing) {
    char path[PATH_MAX];
    if (!ours(fd, path)) return 0;
    pthread_mutex_lock(&lock);
    int wrong = verdict();
    if (!wrong && syncing) synced(fd);
    pthread_mutex_unlock(&lock);
    slowed(syncing);
    if (wrong) errno = wrong > 0 ? wrong : EIO;
    return wrong;
}

int fsync(int fd) { return refused(fd, 1) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return refused(fd, 1) ? -1 : REAL(fdatasync)(fd); }

static int cut(int fd, off_t size) {
    char path[PATH_MAX];
    if (refused(fd, 0)) return -1;
    if (mode == 4 && ours(fd, path)) {
        struct stat facts;
        if (!fstat(fd, &facts)) remember(fd, path, size, facts.st_size > size ? facts.st_size - size : 0);
    }
    return REAL(ftruncate)(fd, size);
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }

int unlink(const char *path) {
    pthread_mutex_lock(&lock);
    for (struct undo **u = &undos; *u;)
        if (!strcmp((*u)->path, path)) { struct undo *gone = *u; *u = gone->next; free(gone); }
        else u = &(*u)->next;
    pthread_mutex_unlock(&lock);
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    if (folder_length && strncmp(to, folder, folder_length) == 0) {
        pthread_mutex_lock(&lock);
        int wrong = verdict();
        pthread_mutex_unlock(&lock);
        if (wrong) { errno = wrong > 0 ? wrong : EIO; return -1; }
    }
    return REAL(rename)(from, to);
}
