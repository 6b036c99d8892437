package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/panjf2000/ants/v2"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

type Hub struct {
	name string
	mu   sync.RWMutex
	subs map[int]chan string
	jobs chan func()
	sem  chan struct{}
	w    *semaphore.Weighted
	g    *errgroup.Group
	p    *ants.Pool
	gone chan int
	kind string
}

//go:noinline
func worker(jobs <-chan func()) {
	for j := range jobs {
		j()
	}
}

func (h *Hub) deliver(i int) {
	time.Sleep(20 * time.Millisecond)
	h.mu.RLock()
	defer h.mu.RUnlock()
	_ = h.subs[i]
}

// queue sends to a loop that takes the write lock: its workers wait for the lock and for the loop.
func (h *Hub) queue(i int) {
	time.Sleep(time.Millisecond)
	if i%2 == 0 {
		h.deliver(i)
	} else {
		h.gone <- i
	}
}

func (h *Hub) run() {
	for i := range h.gone {
		h.Leave(i)
	}
}

func (h *Hub) hand(f func()) {
	switch h.kind {
	case "args":
		h.jobs <- f
	case "sem", "queue":
		h.sem <- struct{}{}
		go func() {
			defer func() { <-h.sem }()
			f()
		}()
	case "weighted":
		if h.w.Acquire(context.Background(), 1) == nil {
			go func() {
				defer h.w.Release(1)
				f()
			}()
		}
	case "errgroup":
		h.g.Go(func() error { f(); return nil })
	case "ants":
		h.p.Submit(f)
	}
}

func (h *Hub) Broadcast() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for i := range h.subs {
		if h.kind == "args" {
			h.jobs <- func() { h.deliver(i) }
			continue
		}
		if h.kind == "queue" {
			h.hand(func() { h.queue(i) })
			continue
		}
		h.hand(func() { h.deliver(i) })
	}
}

func (h *Hub) Leave(i int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, i)
}

func main() {
	h := &Hub{kind: os.Args[1], gone: make(chan int), subs: map[int]chan string{}, jobs: make(chan func()), sem: make(chan struct{}, 32), w: semaphore.NewWeighted(32), g: &errgroup.Group{}}
	h.g.SetLimit(32)
	h.p, _ = ants.NewPool(32)
	for i := 0; i < 1000; i++ {
		h.subs[i] = nil
	}
	if h.kind == "args" {
		for i := 0; i < 32; i++ {
			go worker(h.jobs)
		}
	}
	go h.Broadcast()
	time.Sleep(10 * time.Millisecond)
	if h.kind == "queue" {
		go h.run()
		h.gone <- 7
	} else {
		go h.Leave(7)
	}
	time.Sleep(100 * time.Millisecond)
	for i := 0; i < 5; i++ {
		go h.Broadcast()
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
}
