package main

import (
	"context"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	guard    sync.Mutex
	list     []chan *record
	byName   = map[string]*record{}
	byChan   = map[chan *record]bool{}
	anything []any
	hooks    []func()
	pool     sync.Pool
	synced   sync.Map
	swapped  atomic.Value
	queue    = make(chan chan *record, 1000)
	large    [][]chan *record
	linked   *record
	never    = make(chan int)
	sink     []io.Closer
)

func wait(c chan *record) { <-c }

func keptByGlobal(c chan *record)        { <-c }
func keptBySend(c chan *record)          { c <- nil }
func keptByMap(r *record)                { <-r.c }
func keptByKey(c chan *record)           { <-c }
func keptByInterface(c chan *record)     { <-c }
func keptByClosure(c chan *record)       { <-c }
func keptByStack(c chan *record)         { <-c }
func keptBySystemCall(c chan *record)    { <-c }
func keptByNetwork(c chan *record)       { <-c }
func keptByTimer(c chan *record)         { <-c }
func keptByAfter()                       { <-time.After(time.Hour) }
func keptByTicker()                      { <-time.NewTicker(time.Hour).C }
func keptByDeadline(ctx context.Context) { <-ctx.Done() }
func keptByFinalizer(c chan *record)     { <-c }
func keptByFinalized(r *record)          { <-r.c }
func keptByPool(c chan *record)          { <-c }
func keptBySyncMap(c chan *record)       { <-c }
func keptByAtomic(c chan *record)        { <-c }
func keptByChannel(c chan *record)       { <-c }
func keptByLarge(c chan *record)         { <-c }
func keptByList(r *record)               { r.mu.Lock(); r.mu.Lock() }
func keptBySelect(a, b chan *record) {
	select {
	case <-a:
	case <-b:
	}
}
func keptByHolder(r *record)              { r.mu.Lock() }
func keptByReader(r *record)              { r.rw.Lock() }
func keptByWorker(r *record)              { r.wg.Wait() }
func keptByNotifier(c *sync.Cond)         { c.L.Lock(); c.Wait() }
func keptByDefer(c chan *record)          { <-c }
func keptBySignal(c chan os.Signal)       { <-c }
func keptByChain(mine, next chan *record) { <-mine; next <- nil }
func keptBySleeper(c chan *record)        { <-c }

func sleeping(c chan *record) {
	for {
		time.Sleep(time.Minute)
		use(nil)
		if len(c) > 1000 {
			close(c)
		}
	}
}

func deferring(c chan *record) {
	defer close(c)
	time.Sleep(time.Hour)
}

func holding(r *record, c *sync.Cond) {
	r.mu.Lock()
	r.rw.RLock()
	time.Sleep(time.Hour)
	r.mu.Unlock()
	r.rw.RUnlock()
	r.wg.Done()
	c.Broadcast()
}

func reading(fd int, c chan *record) {
	syscall.Read(fd, make([]byte, 1))
	close(c)
}

func accepting(l net.Listener, c chan *record) {
	l.Accept()
	close(c)
}

func channel() chan *record { return make(chan *record) }

func keep() {
	guard.Lock()
	defer guard.Unlock()
	c := channel()
	list = append(list, c)
	go keptByGlobal(c)
	c = channel()
	list = append(list, c)
	go keptBySend(c)
	r := &record{c: channel()}
	byName[time.Now().String()] = r
	go keptByMap(r)
	c = channel()
	byChan[c] = true
	go keptByKey(c)
	c = channel()
	anything = append(anything, c)
	go keptByInterface(c)
	c1 := channel()
	hooks = append(hooks, func() { close(c1) })
	go keptByClosure(c1)
	c = channel()
	go keptByStack(c)
	go sleeping(c)
	c2 := channel()
	time.AfterFunc(time.Hour, func() { close(c2) })
	go keptByTimer(c2)
	go keptByAfter()
	go keptByTicker()
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	_ = cancel
	go keptByDeadline(ctx)
	keepMore()
	pause()
}

func keepMore() {
	c3 := channel()
	runtime.SetFinalizer(&record{name: "f"}, func(*record) { close(c3) })
	go keptByFinalizer(c3)
	r := &record{c: channel()}
	runtime.SetFinalizer(&record{name: "g", next: r}, func(r *record) { close(r.next.c) })
	go keptByFinalized(r)
	c := channel()
	synced.Store(time.Now(), c)
	go keptBySyncMap(c)
	c = channel()
	before, _ := swapped.Load().([]chan *record)
	swapped.Store(append(before[:len(before):len(before)], c))
	go keptByAtomic(c)
	c = channel()
	queue <- c
	go keptByChannel(c)
	row := make([]chan *record, 40_000)
	row[20_011] = channel()
	large = append(large, row)
	go keptByLarge(row[20_011])
	linked = &record{next: linked}
	go keptByList(linked)
	linked = &record{next: linked}
	c = channel()
	list = append(list, c)
	go keptBySelect(channel(), c)
	r = &record{}
	r.wg.Add(1)
	cond := sync.NewCond(new(sync.Mutex))
	go holding(r, cond)
	pause()
	go keptByHolder(r)
	go keptByReader(r)
	go keptByWorker(r)
	go keptByNotifier(cond)
	c = channel()
	go deferring(c)
	go keptByDefer(c)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR2)
	go keptBySignal(signals)
	keepOutside()
	keepChain()
}

func keepOutside() {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		panic(err)
	}
	c := channel()
	go reading(ends[0], c)
	go keptBySystemCall(c)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	sink = append(sink, l)
	c = channel()
	go accepting(l, c)
	go keptByNetwork(c)
}

// keepPooled keeps a channel in a pool: no collection may come in between, twice.
func keepPooled() {
	c := channel()
	anything = append(anything, &pool)
	pool.Put(&record{c: c})
	swappedPool.Store(&pool)
	go keptByPool(c)
}

var swappedPool atomic.Value

// keepChain keeps many, each by the one before; the first can be woken by a variable.
func keepChain() {
	first := channel()
	list = append(list, first)
	for i := 0; i < 20; i++ {
		next := channel()
		go keptByChain(first, next)
		first = next
	}
	go keptBySleeper(first)
}
