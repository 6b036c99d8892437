package main

import (
	"sync"
	"time"
)

func init() { cases["convoy"] = convoy }

type outbox struct {
	mu    sync.Mutex
	lines chan string
}

// post sends with the lock held: a deadlock to look at, but the channel is emptied, slowly.
func (o *outbox) post(line string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.lines <- line
}

func (o *outbox) trickle(tick <-chan time.Time) {
	for range tick {
		<-o.lines
	}
}

func convoy() {
	o := &outbox{lines: make(chan string, 8)}
	go o.trickle(time.NewTicker(10 * time.Millisecond).C)
	for range 3000 {
		go o.post("x")
	}
}
