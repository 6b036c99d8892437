package main

import (
	"context"
	"sync"
	"time"
)

func lostReceive(c chan int)      { <-c }
func lostSend(c chan int)         { c <- 1 }
func lostSendPointer(c chan *int) { c <- new(int) }
func lostRange(c chan string) {
	for range c {
		use(nil)
	}
}
func lostSelect(a, b chan int) {
	select {
	case <-a:
	case b <- 1:
	}
}
func lostStoppedTimer(t *time.Timer)  { <-t.C }
func lostContext(ctx context.Context) { <-ctx.Done() }
func lostLock(r *record)              { r.mu.Lock(); r.mu.Lock() }
func lostPlainLock(mu *sync.Mutex)    { mu.Lock(); mu.Lock() }
func lostWrite(r *record)             { r.rw.RLock(); r.rw.Lock() }
func lostRead(r *record)              { r.rw.Lock(); r.rw.RLock() }
func lostGroup(r *record)             { r.wg.Add(1); r.wg.Wait() }
func lostCond(c *sync.Cond)           { c.L.Lock(); c.Wait() }

// each waits for the other's channel
func lostRing(mine, other chan int) { <-mine; other <- 1 }

// waits for a channel that only one refers to who is lost himself
func lostBehind(c chan *record)                { <-c }
func lostHolder(mine chan int, c chan *record) { <-mine; c <- nil }

// lostClosure waits in a closure, for what it has taken in.
func lostClosure(wait func()) { wait() }

func lose() {
	go lostReceive(make(chan int))
	go lostSend(make(chan int))
	go lostSendPointer(make(chan *int))
	go lostRange(make(chan string, 4))
	go lostSelect(make(chan int), make(chan int))
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	go lostStoppedTimer(timer)
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	go lostContext(ctx)
	go lostLock(new(record))
	go lostPlainLock(new(sync.Mutex))
	go lostWrite(new(record))
	go lostRead(new(record))
	go lostGroup(new(record))
	go lostCond(sync.NewCond(new(sync.Mutex)))
	a, b := make(chan int), make(chan int)
	go lostRing(a, b)
	go lostRing(b, a)
	c := make(chan *record)
	go lostHolder(make(chan int), c)
	go lostBehind(c)
	go lostBehind(c)
	d := make(chan int)
	go lostClosure(func() { <-d })
	pause()
}
