// Hub is a WebSocket server with the mistake that started Stuckpod: a broadcast keeps the hub's read lock while it waits for
// a goroutine pool, and the pool's goroutines want that lock. It runs well until many clients leave while broadcasts go on.
//
//	HUB_ADDR             where it listens (:8080)
//	HUB_WORKERS          goroutines of the pool (128)
//	HUB_PPROF            where pprof listens (127.0.0.1:6060); empty: no pprof
//	HUB_IDLE_GOROUTINES  so many more goroutines, parked, for a dump of any size (0)
//	HUB_STOP_ON_SIGQUIT  not empty: SIGQUIT stops it without a dump, as servers with a graceful stop do
//	HUB_METRICS          none: its page of metrics is empty
//	HUB_NOT_DUMPABLE     not empty: nobody may look at it, as a program that keeps keys in its memory asks for
package main

import (
	"log"
	"net/http"
	"net/http/pprof"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
	"stuckpod.dev/e2e/apps/internal/chat"
)

func main() {
	registry := prometheus.NewRegistry()
	hub := chat.NewHub(number("HUB_WORKERS", 128), chat.NewMetrics(registry, "hub_"))
	for range number("HUB_IDLE_GOROUTINES", 0) {
		go park(make(chan struct{}), 8)
	}
	if address := os.Getenv("HUB_PPROF"); address != "" {
		go func() { log.Fatal(http.ListenAndServe(address, pprofHandler())) }()
	}
	if os.Getenv("HUB_NOT_DUMPABLE") != "" {
		beNotDumpable()
	}
	if os.Getenv("HUB_STOP_ON_SIGQUIT") != "" {
		go stopOn(syscall.SIGQUIT)
	}
	address := os.Getenv("HUB_ADDR")
	if address == "" {
		address = ":8080"
	}
	shown := registry
	if os.Getenv("HUB_METRICS") == "none" {
		shown = prometheus.NewRegistry()
	}
	log.Printf("hub listens on %s", address)
	log.Fatal(http.ListenAndServe(address, chat.Handler(hub, shown)))
}

func pprofHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	return mux
}

func beNotDumpable() {
	if _, _, failed := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0); failed != 0 {
		log.Fatalf("prctl: %v", failed)
	}
}

func stopOn(which os.Signal) {
	received := make(chan os.Signal, 1)
	signal.Notify(received, which)
	log.Printf("%v: stopping", <-received)
	os.Exit(0)
}

// park waits for ever on a channel of its own, some frames down, as a connection without traffic does.
func park(never chan struct{}, depth int) {
	if depth > 0 {
		park(never, depth-1)
		return
	}
	<-never
}

func number(name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Fatalf("%s=%q is not a number", name, text)
	}
	return n
}
