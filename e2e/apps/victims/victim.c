/* A tiny HTTP server with frozen-looking metrics, for what must never be signalled.
 * Compiled plain it has no SIGQUIT handler: the signal would end it. With -DQUITS it handles SIGQUIT by exiting, as nginx does. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef QUITS
static void quit(int signal) {
    static const char bye[] = "SIGQUIT: graceful stop\n";
    (void)signal;
    (void)!write(2, bye, sizeof bye - 1);
    _exit(0);
}
#endif

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
    int server = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    time_t start = time(NULL);
#ifdef QUITS
    signal(SIGQUIT, quit);
#endif
    signal(SIGPIPE, SIG_IGN);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 16)) {
        perror("victim");
        return 1;
    }
    for (;;) {
        char request[2048], body[512], head[128];
        int client = accept(server, NULL, NULL);
        if (client < 0) continue;
        (void)!read(client, request, sizeof request);
        /* the gauge moves for twenty seconds and then no longer */
        long age = time(NULL) - start, moved = age < 20 ? age : 20;
        int length = snprintf(body, sizeof body, "hub_clients_num 500\nhub_server_msg_total %ld\nhub_goroutines_num %ld\n", 1000 * moved, 1000 + moved);
        int headed = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", length);
        (void)!write(client, head, headed);
        (void)!write(client, body, length);
        close(client);
    }
}
