/* A measuring sink: an SMPP 3.4 message centre that does as little as it can, so that the sender is the bottleneck.
 * It is no judge of correctness. Build: cc -O2 -o sink sink.c    Use: sink PORT_FILE [SECONDS]
 * It listens on the loopback address, writes its port to PORT_FILE, takes any bind, answers every submit_sm with a
 * new ten-digit id and, where registered_delivery asks for it and the system_id is "receipts", sends a receipt with
 * text and the TLVs receipted_message_id, message_state and user_message_reference. The system_id "late" gets its
 * receipts SECONDS after the answers. It ends when its parent does.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LINES 16
#define IN_SIZE (1u << 18)
#define OUT_SIZE (1u << 24)
#define BURST (1u << 16)

struct line {
    int fd, receipts, late;
    uint32_t sequence;
    size_t have, made, sent;
    uint8_t in[IN_SIZE], *out;
    uint8_t *kept; /* late receipts, oldest first: due (8 octets), PDU */
    size_t first, last, room;
};

static struct line lines[LINES];
static uint64_t taken, lateness;

static uint64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint32_t get32(const uint8_t *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }

static uint8_t *put32(uint8_t *p, uint32_t v) {
    p[0] = v >> 24, p[1] = v >> 16, p[2] = v >> 8, p[3] = v;
    return p + 4;
}

static uint8_t *put_header(uint8_t *p, uint32_t length, uint32_t command, uint32_t sequence) {
    return put32(put32(put32(put32(p, length), command), 0), sequence);
}

static uint8_t *put_id(uint8_t *p, uint64_t id) {
    for (int i = 9; i >= 0; i--, id /= 10) p[i] = '0' + id % 10;
    return p + 10;
}

static uint8_t *put(uint8_t *p, const void *what, size_t n) {
    memcpy(p, what, n);
    return p + n;
}

/* The body of a submit_sm has two addresses behind the service type; the receipt carries them the other way round. */
static uint8_t *put_receipt(uint8_t *at, struct line *line, const uint8_t *body, const uint8_t *end, uint64_t id) {
    const uint8_t *from = (const uint8_t *)strchr((const char *)body, 0) + 1;
    const uint8_t *to = from + 2 + strlen((const char *)from + 2) + 1;
    const uint8_t *rest = to + 2 + strlen((const char *)to + 2) + 1;
    uint8_t *p = at + 16;
    *p++ = 0;
    p = put(p, to, rest - to);
    p = put(p, from, to - from);
    p = put(p, "\4\0\0\0\0\0\0\0\0", 9);
    uint8_t *size = p++;
    p = put(p, "id:", 3);
    p = put_id(p, id);
    static const char text[] = " sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:";
    p = put(p, text, sizeof text - 1);
    *size = p - size - 1;
    p = put(p, "\0\x1e\0\x0b", 4);
    p = put_id(p, id);
    p = put(p, "\0\4\x27\0\1\2", 6);
    if (end - body > 6 && !memcmp(end - 6, "\2\4\0\2", 4)) p = put(p, end - 6, 6);
    put_header(at, p - at, 5, ++line->sequence);
    return p;
}

static void keep(struct line *line, const uint8_t *body, const uint8_t *end, uint64_t id) {
    if (line->room - line->last < 1024) {
        line->room = line->room ? 2 * line->room : 1u << 22;
        if (!(line->kept = realloc(line->kept, line->room))) exit(1);
    }
    uint64_t due = now_ms() + lateness;
    memcpy(line->kept + line->last, &due, 8);
    line->last = put_receipt(line->kept + line->last + 8, line, body, end, id) - line->kept;
}

/* Hand out the receipts that are due, a burst at a time; return the milliseconds until the next one, -1 for none. */
static int hand_out(struct line *line) {
    while (line->first < line->last) {
        uint64_t due, now = now_ms();
        memcpy(&due, line->kept + line->first, 8);
        if (due > now) return due - now;
        if (line->made > BURST) return -1; /* the rest when there is room */
        uint32_t length = get32(line->kept + line->first + 8);
        line->made = put(line->out + line->made, line->kept + line->first + 8, length) - line->out;
        line->first += 8 + length;
    }
    line->first = line->last = 0;
    return -1;
}

static void hear(struct line *line, const uint8_t *pdu, uint32_t length) {
    uint32_t command = get32(pdu + 4), sequence = get32(pdu + 12);
    uint8_t *p = line->out + line->made;
    if (command == 4) {
        p = put_id(put_header(p, 27, 0x80000004u, sequence), ++taken);
        *p++ = 0;
        if (line->late) keep(line, pdu + 16, pdu + length, taken);
        else if (line->receipts) p = put_receipt(p, line, pdu + 16, pdu + length, taken);
    } else if (command == 1 || command == 2 || command == 9) {
        line->receipts = !strncmp((const char *)pdu + 16, "receipts", 9);
        line->late = !strncmp((const char *)pdu + 16, "late", 5);
        p = put_header(p, 21, command | 0x80000000u, sequence);
        p = put(p, "sink", 5);
    } else if (command == 0x15 || command == 6) {
        p = put_header(p, 16, command | 0x80000000u, sequence);
    }
    line->made = p - line->out;
}

static int push(struct line *line) {
    while (line->sent < line->made) {
        ssize_t n = send(line->fd, line->out + line->sent, line->made - line->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0) return n < 0 ? 0 : -1;
        line->sent += n;
    }
    line->sent = line->made = 0;
    return 0;
}

static int pull(struct line *line) {
    ssize_t n = recv(line->fd, line->in + line->have, IN_SIZE - line->have, MSG_DONTWAIT);
    if (n <= 0) return -1;
    line->have += n;
    size_t at = 0;
    while (line->have - at >= 16) {
        uint32_t length = get32(line->in + at);
        if (length < 16 || length > 70000) return -1;
        if (line->have - at < length) break;
        if (OUT_SIZE - line->made < 1024) return -1; /* the sender does not read: no measurement */
        hear(line, line->in + at, length);
        at += length;
    }
    memmove(line->in, line->in + at, line->have -= at);
    return push(line);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    if (argc > 2) lateness = 1000 * strtoull(argv[2], 0, 10);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    int one = 1, door = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof where;
    if (bind(door, (void *)&where, size) || listen(door, LINES) || getsockname(door, (void *)&where, &size)) return 1;
    char fresh[4096];
    snprintf(fresh, sizeof fresh, "%s.new", argv[1]);
    FILE *told = fopen(fresh, "w");
    if (!told) return 1;
    fprintf(told, "%d\n", ntohs(where.sin_port));
    fclose(told);
    if (rename(fresh, argv[1])) return 1;
    for (int i = 0; i < LINES; i++) lines[i].fd = -1;
    for (;;) {
        struct pollfd wait[LINES + 1] = {{.fd = door, .events = POLLIN}};
        int patience = -1;
        for (int i = 0; i < LINES; i++) {
            int left = lines[i].fd < 0 ? -1 : hand_out(&lines[i]);
            if (left >= 0 && (patience < 0 || left < patience)) patience = left;
            wait[i + 1] = (struct pollfd){.fd = lines[i].fd, .events = POLLIN | (lines[i].made ? POLLOUT : 0)};
        }
        if (poll(wait, LINES + 1, patience) < 0) return 1;
        for (int i = 0; i < LINES; i++) {
            struct line *line = &lines[i];
            if (line->fd < 0) continue;
            int bad = (wait[i + 1].revents & (POLLIN | POLLERR | POLLHUP)) ? pull(line) : 0;
            if (!bad && (wait[i + 1].revents & POLLOUT)) bad = push(line);
            if (bad) close(line->fd), line->fd = -1;
        }
        if (wait[0].revents & POLLIN) {
            int fd = accept(door, 0, 0), i = 0;
            while (i < LINES && lines[i].fd >= 0) i++;
            if (i == LINES) { close(fd); continue; }
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            uint8_t *out = lines[i].out ? lines[i].out : malloc(OUT_SIZE);
            if (!out) return 1;
            lines[i].fd = fd, lines[i].out = out;
            lines[i].have = lines[i].made = lines[i].sent = lines[i].sequence = 0;
            lines[i].first = lines[i].last = 0;
        }
    }
}
