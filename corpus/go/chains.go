package main

import (
	"sync"
	"time"
)

func init() {
	cases["joined"] = joined
	cases["last-locks"] = lastLocks
	cases["locked-callback"] = lockedCallback
	cases["member-stops"] = memberStops
	cases["votes"] = votes
}

// joined waits for two that wait for each other's lock.
func joined() {
	var a, b sync.Mutex
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		defer both.Done()
		a.Lock()
		time.Sleep(50 * time.Millisecond)
		b.Lock()
		b.Unlock()
		a.Unlock()
	}()
	go func() {
		defer both.Done()
		b.Lock()
		time.Sleep(50 * time.Millisecond)
		a.Lock()
		a.Unlock()
		b.Unlock()
	}()
	both.Wait()
}

var ordersLock, stockLock sync.Mutex

//go:noinline
func order() {
	ordersLock.Lock()
	time.Sleep(50 * time.Millisecond)
	reserve()
	ordersLock.Unlock()
}

//go:noinline
func reserve() { stockLock.Lock(); stockLock.Unlock() }

//go:noinline
func restock() {
	stockLock.Lock()
	time.Sleep(50 * time.Millisecond)
	reorder()
	stockLock.Unlock()
}

//go:noinline
func reorder() { ordersLock.Lock(); ordersLock.Unlock() }

// lastLocks takes two locks of the package in both orders; no argument tells who has which.
func lastLocks() {
	go order()
	go restock()
}

type leases struct {
	mu      sync.RWMutex
	renewed func(int)
	known   map[int]time.Time
}

//go:noinline
func (l *leases) renew(id int) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if _, known := l.known[id]; known {
		l.renewed(id)
	}
}

//go:noinline
func (l *leases) note(id int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known[id] = time.Now()
}

//go:noinline
func (l *leases) loop() {
	for {
		time.Sleep(30 * time.Millisecond)
		l.note(2)
	}
}

type journalist struct{ leases *leases }

//go:noinline
func (j *journalist) write(id int) { j.leases.note(id) }

// lockedCallback calls back with the lock held, and the callback comes back for it.
func lockedCallback() {
	l := &leases{known: map[int]time.Time{1: {}}}
	l.renewed = (&journalist{l}).write
	go l.loop()
	go l.renew(1)
}

type link struct {
	left chan struct{}
	end  chan struct{}
}

//go:noinline
func (l *link) loop(listeners *sync.WaitGroup) {
	defer close(l.end)
	listeners.Add(1)
	go listen(l, listeners)
	listeners.Wait()
}

//go:noinline
func (l *link) close() {
	close(l.left)
	<-l.end
}

//go:noinline
func listen(l *link, listeners *sync.WaitGroup) {
	defer listeners.Done()
	time.Sleep(20 * time.Millisecond)
	l.close()
}

// memberStops lets a loop wait for a member that stops the loop.
func memberStops() {
	l := &link{make(chan struct{}), make(chan struct{})}
	go l.loop(new(sync.WaitGroup))
}

// votes asks others with the lock held, and they do not answer.
func votes() {
	var mu sync.Mutex
	answers := make(chan bool)
	never := make(chan bool)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		for range 2 {
			go func() { answers <- <-never }()
		}
		<-answers
	}()
	time.Sleep(20 * time.Millisecond)
	go func() {
		mu.Lock()
		mu.Unlock()
	}()
}
