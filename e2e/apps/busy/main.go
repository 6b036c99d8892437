// Busy is the same server without the mistake, under a load that it makes itself: clients come and go, broadcasts never stop,
// the pool is full most of the time, and everything drains. Nothing may ever be reported about it. With ALSO_AT it needs
// another port as well, and ends where that is taken; with ALSO_AFTER it asks for that so much later.
//
//	BUSY_CLIENTS  clients that it makes itself (150); 0: nor does it broadcast to itself
//	BUSY_WORK     each broadcast takes so long, such as 500ms, before it begins
//	BUSY_HOLD     as BUSY_WORK, with a lock held meanwhile: who comes faster stands in a queue that moves
package main

import (
	"log"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"stuckpod.dev/e2e/apps/internal/chat"
)

const (
	workers = 16
	address = ":8080"
	self    = "127.0.0.1:8080"
)

func main() {
	registry := prometheus.NewRegistry()
	hub := chat.NewHub(workers, chat.NewMetrics(registry, "hub_"))
	hub.CopyBeforeSending = true
	clients := 150
	if own := os.Getenv("BUSY_CLIENTS"); own != "" {
		clients, _ = strconv.Atoi(own)
	}
	for range clients {
		go client()
	}
	for range min(4, clients) {
		go broadcaster()
	}
	work, hold := lasting("BUSY_WORK"), lasting("BUSY_HOLD")
	handler := slow(chat.Handler(hub, registry), work, hold)
	if also := os.Getenv("ALSO_AT"); also != "" {
		after := lasting("ALSO_AFTER")
		go func() {
			time.Sleep(after)
			log.Fatal(http.ListenAndServe(also, handler))
		}()
	}
	log.Printf("busy listens on %s, with %d clients of its own, %s of work and %s of holding", address, clients, work, hold)
	log.Fatal(http.ListenAndServe(address, handler))
}

func lasting(variable string) time.Duration {
	duration, _ := time.ParseDuration(os.Getenv(variable))
	return duration
}

// slow lets each broadcast work for a while, and hold a lock for a while, before it begins.
func slow(handler http.Handler, work, hold time.Duration) http.Handler {
	var one sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/broadcast" {
			time.Sleep(work)
			if hold > 0 {
				one.Lock()
				time.Sleep(hold)
				one.Unlock()
			}
		}
		handler.ServeHTTP(w, r)
	})
}

// client stays for some seconds, leaves, and comes back.
func client() {
	for {
		conn, _, err := websocket.DefaultDialer.Dial("ws://"+self+"/ws", nil)
		if err != nil {
			time.Sleep(200 * time.Millisecond)
			continue
		}
		leave := time.Now().Add(time.Duration(5+rand.IntN(20)) * time.Second)
		_ = conn.SetReadDeadline(leave)
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				break
			}
		}
		_ = conn.Close()
	}
}

func broadcaster() {
	for {
		response, err := http.Post("http://"+self+"/broadcast", "text/plain", strings.NewReader("tick"))
		if err == nil {
			_ = response.Body.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
}
