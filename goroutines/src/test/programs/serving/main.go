// serving is a healthy server under the load of its own clients: a hub with readers and writers, a pool of workers, a cache
// that is filled once, a log behind a lock, and naps with locks held. It never gets stuck.
package main

import (
	"context"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

type hub struct {
	mu      sync.RWMutex
	members map[int]chan int
}

func (h *hub) join(id int) chan int {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan int, 4)
	h.members[id] = c
	return c
}

func (h *hub) leave(id int) {
	h.mu.Lock()
	delete(h.members, id)
	h.mu.Unlock()
}

func (h *hub) tell(n int) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, c := range h.members {
		select {
		case c <- n:
		default: // too slow
		}
	}
	nap(2)
}

type entry struct {
	once  sync.Once
	value int
}

type server struct {
	hub     hub
	tasks   chan func()
	mu      sync.Mutex
	entries map[string]*entry
	logged  sync.Mutex
	lines   int
	idle    *sync.Cond
	free    int
	served  int64
}

func nap(most int) { time.Sleep(time.Duration(rand.Intn(most*1000)) * time.Microsecond) }

func (s *server) log() {
	s.logged.Lock()
	defer s.logged.Unlock()
	s.lines++
	if s.lines%50 == 0 {
		nap(3)
	}
}

func (s *server) entry(key string) *entry {
	s.mu.Lock()
	e := s.entries[key]
	if e == nil || rand.Intn(200) == 0 {
		e = &entry{}
		s.entries[key] = e
	}
	s.mu.Unlock()
	e.once.Do(func() { nap(10); e.value = len(key) })
	return e
}

func (s *server) take() {
	s.idle.L.Lock()
	for s.free == 0 {
		s.idle.Wait()
	}
	s.free--
	s.idle.L.Unlock()
}

func (s *server) give() {
	s.idle.L.Lock()
	s.free++
	s.idle.L.Unlock()
	s.idle.Signal()
}

func (s *server) work() {
	for task := range s.tasks {
		task()
	}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := int(atomic.AddInt64(&s.served, 1))
	told := s.hub.join(id)
	defer s.hub.leave(id)
	s.take()
	defer s.give()
	var all sync.WaitGroup
	sum := int64(0)
	for i := 0; i < 3; i++ {
		all.Add(1)
		key := strconv.Itoa((id + i) % 40)
		s.tasks <- func() {
			defer all.Done()
			atomic.AddInt64(&sum, int64(s.entry(key).value))
			s.log()
		}
	}
	all.Wait()
	s.hub.tell(id)
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Millisecond)
	defer cancel()
	select {
	case <-told:
	case <-ctx.Done():
	}
	fmt.Fprintln(w, atomic.LoadInt64(&sum))
}

func call(address string) {
	client := &http.Client{Transport: &http.Transport{}}
	for {
		answer, err := client.Get("http://" + address)
		if err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		nap(4)
	}
}

func main() {
	s := &server{
		tasks:   make(chan func(), 8),
		entries: map[string]*entry{},
		idle:    sync.NewCond(new(sync.Mutex)),
		free:    12,
	}
	s.hub.members = map[int]chan int{}
	for i := 0; i < 16; i++ {
		go s.work()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := 0; i < 48; i++ {
		go call(listener.Addr().String())
	}
	go func() {
		time.Sleep(500 * time.Millisecond)
		fmt.Println("ready")
	}()
	http.Serve(listener, s)
}
