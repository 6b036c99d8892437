package main

import (
	"sync"
	"time"
)

func init() {
	cases["channel-and-lock"] = channelAndLock
	cases["incident"] = incident
	cases["nil-channel"] = func() { (&feed{}).publish("x") }
	cases["slots"] = slots
	cases["leak"] = leak
	cases["condition"] = condition
	cases["pair"] = pair
}

type queue struct {
	length int
	mu     sync.Mutex
	out    chan int
}

// push sends with the lock held; drain wants the lock before it receives.
func (q *queue) push(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.length++
	q.out <- n
}

func (q *queue) drain() {
	for {
		q.mu.Lock()
		q.length--
		q.mu.Unlock()
		<-q.out
	}
}

func channelAndLock() {
	q := &queue{out: make(chan int)}
	go q.push(1)
	time.Sleep(100 * time.Millisecond)
	go q.drain()
	go q.push(2)
}

type hub struct {
	name    string
	mu      sync.RWMutex
	clients map[int]chan string
	tasks   chan int
}

// broadcast reads the clients and hands each to the pool with the read lock held.
func (h *hub) broadcast() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for id := range h.clients {
		h.tasks <- id
	}
}

func (h *hub) work() {
	for id := range h.tasks {
		time.Sleep(50 * time.Millisecond)
		h.deliver(id)
	}
}

//go:noinline
func (h *hub) deliver(id int) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.clients[id] != nil
}

//go:noinline
func (h *hub) leave(id int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, id)
}

func incident() {
	h := &hub{clients: map[int]chan string{}, tasks: make(chan int)}
	for id := range 200 {
		h.clients[id] = make(chan string)
	}
	for range 16 {
		go h.work()
	}
	go h.broadcast()
	time.Sleep(20 * time.Millisecond)
	go h.leave(3)
	for range 10 {
		go h.deliver(1)
	}
}

type feed struct{ out chan string }

// publish sends to a channel that nobody has made.
func (f *feed) publish(s string) { f.out <- s }

type limiter struct{ slots chan struct{} }

func (l *limiter) do(task func()) {
	l.slots <- struct{}{}
	defer func() { <-l.slots }()
	task()
}

// crawl has a slot and needs another one for each page below.
func (l *limiter) crawl(depth int) {
	l.do(func() {
		time.Sleep(50 * time.Millisecond)
		if depth > 0 {
			l.crawl(depth - 1)
		}
	})
}

func slots() {
	l := &limiter{slots: make(chan struct{}, 8)}
	for range 12 {
		go l.crawl(2)
	}
}

// lookup leaves after its time, and the answer has nobody to go to.
func lookup() string {
	answer := make(chan string)
	go func() {
		time.Sleep(20 * time.Millisecond)
		answer <- "late"
	}()
	select {
	case s := <-answer:
		return s
	case <-time.After(time.Millisecond):
		return ""
	}
}

func leak() {
	for range 100 {
		lookup()
	}
}

type gate struct {
	opened bool
	mu     sync.Mutex
	cond   *sync.Cond
}

func (g *gate) pass() {
	g.mu.Lock()
	for !g.opened {
		g.cond.Wait()
	}
	g.mu.Unlock()
}

// condition opens the gate without a signal.
func condition() {
	g := &gate{}
	g.cond = sync.NewCond(&g.mu)
	var passed sync.WaitGroup
	for range 6 {
		passed.Add(1)
		go func() { defer passed.Done(); g.pass() }()
	}
	time.Sleep(100 * time.Millisecond)
	g.mu.Lock()
	g.opened = true
	g.mu.Unlock()
	passed.Wait()
}

type session struct {
	requests chan int
	answers  chan int
}

// ask waits to hand over a request while serve waits to hand over an answer.
func (s *session) ask() {
	for i := range 10 {
		s.requests <- i
	}
	<-s.answers
}

func (s *session) serve() {
	for r := range s.requests {
		s.answers <- r
	}
}

func pair() {
	s := &session{requests: make(chan int), answers: make(chan int)}
	go s.serve()
	go s.ask()
}
