// Busy is the same server without the mistake, under a load that it makes itself: clients come and go, broadcasts never stop,
// the pool is full most of the time, and everything drains. Nothing may ever be reported about it. With ALSO_AT it needs
// another port as well, and ends where that is taken; with ALSO_AFTER it asks for that so much later.
package main

import (
	"log"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"stuckpod.dev/e2e/apps/internal/chat"
)

const (
	clients = 150
	workers = 16
	address = ":8080"
	self    = "127.0.0.1:8080"
)

func main() {
	registry := prometheus.NewRegistry()
	hub := chat.NewHub(workers, chat.NewMetrics(registry, "hub_"))
	hub.CopyBeforeSending = true
	for range clients {
		go client()
	}
	for range 4 {
		go broadcaster()
	}
	if also := os.Getenv("ALSO_AT"); also != "" {
		after, _ := time.ParseDuration(os.Getenv("ALSO_AFTER"))
		go func() {
			time.Sleep(after)
			log.Fatal(http.ListenAndServe(also, chat.Handler(hub, registry)))
		}()
	}
	log.Printf("busy listens on %s", address)
	log.Fatal(http.ListenAndServe(address, chat.Handler(hub, registry)))
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
