package main

import (
	"sync"
	"time"
)

func init() {
	cases["group-unheard"] = groupUnheard
	cases["group-own"] = groupOwn
	cases["lost-notify"] = lostNotify
	cases["group-stop"] = groupStop
	cases["healthy-collect"] = collect
	cases["self-stop"] = selfStop
}

// groupUnheard waits for its members before it takes their results.
func groupUnheard() {
	results := make(chan int)
	var members sync.WaitGroup
	for i := range 5 {
		members.Add(1)
		go func() { defer members.Done(); results <- measure(i) }()
	}
	members.Wait()
	close(results)
	for range results {
	}
}

func measure(i int) int { return i * i }

// groupOwn starts members that wait for each other with the group that counts them.
func groupOwn() {
	var members sync.WaitGroup
	for range 3 {
		members.Add(1)
		go func() { defer members.Done(); meet(&members) }()
	}
	members.Wait()
}

//go:noinline
func meet(all *sync.WaitGroup) { all.Wait() }

// box holds one thing; both sides wait on one condition, and Signal wakes only one of them.
type box struct {
	mu      sync.Mutex
	changed *sync.Cond
	full    bool
}

func (b *box) put() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.full {
		b.changed.Wait()
	}
	b.full = true
	b.changed.Signal()
}

func (b *box) take() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for !b.full {
		b.changed.Wait()
	}
	b.full = false
	b.changed.Signal()
}

// lostNotify lets a signal that is meant for the other side go to one's own.
func lostNotify() {
	for {
		b := &box{}
		b.changed = sync.NewCond(&b.mu)
		done := make(chan bool)
		for range 8 {
			go func() {
				for range 300 {
					b.put()
				}
				done <- true
			}()
			go func() {
				for range 300 {
					b.take()
				}
				done <- true
			}()
		}
		for range 16 {
			<-done
		}
	}
}

// tail follows lines until it is told to stop, but its Stop tells nobody.
type tail struct {
	lines  chan string
	quit   chan struct{}
	active sync.WaitGroup
}

func (f *tail) start() {
	for range 4 {
		f.active.Add(1)
		go f.follow()
	}
}

func (f *tail) follow() {
	defer f.active.Done()
	for {
		select {
		case <-f.quit:
			return
		case <-f.lines:
		}
	}
}

func (f *tail) Stop() { f.active.Wait() }

func groupStop() {
	f := &tail{lines: make(chan string), quit: make(chan struct{})}
	f.start()
	time.Sleep(10 * time.Millisecond)
	f.Stop()
}

// collect is healthy: workers wait for work, and the closer of their results for their end.
func collect() {
	work := make(chan int)
	results := make(chan int)
	var members sync.WaitGroup
	for range 6 {
		members.Add(1)
		go func() {
			defer members.Done()
			for n := range work {
				results <- n
			}
		}()
	}
	go func() { members.Wait(); close(results) }()
	for range results {
	}
}

// reader closes itself from a callback of its own loop, and Close waits for the loop's end.
type reader struct {
	stopped chan struct{}
	handle  func()
}

func (r *reader) loop() {
	defer close(r.stopped)
	for {
		r.handle()
	}
}

func (r *reader) Close() { <-r.stopped }

func selfStop() {
	r := &reader{stopped: make(chan struct{})}
	r.handle = func() { r.Close() }
	r.loop()
}
