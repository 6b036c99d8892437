// waiting N starts N goroutines, or one, for everything that a Go program can wait for, and says ready.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"sync"
	"syscall"
	"time"
)

var (
	never    = make(chan struct{})
	filled   = make(chan string, 3)
	held     sync.Mutex
	written  sync.RWMutex
	readBy   sync.RWMutex
	pending  sync.WaitGroup
	listener net.Listener
	silent   *os.File
	kept     []any
)

func main() {
	n, err := strconv.Atoi(os.Args[1])
	check(err)
	held.Lock()
	written.Lock()
	readBy.RLock()
	pending.Add(1)
	for i := 0; i < cap(filled); i++ {
		filled <- "x"
	}
	listener, err = net.Listen("tcp", "127.0.0.1:0")
	check(err)
	var open *os.File
	silent, open, err = os.Pipe()
	check(err)
	kept = append(kept, open)

	for i := 0; i < n; i++ {
		channels(i)
		locks(i)
		outside()
		shapes(i)
	}
	go readStandardInput()
	go mapOfSync()
	finalizer()
	runtime.GC()
	runtime.GC()
	time.Sleep(300 * time.Millisecond)
	fmt.Println("ready", runtime.NumGoroutine())
	held.Lock()
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func channels(i int) {
	go func() { <-never }()
	go func() { filled <- strconv.Itoa(i) }()
	go func() { var none chan int; <-none }()
	go func() { var none chan int; none <- i }()
	go func() { select {} }()
	go choose(make(chan int), make(chan bool, 2))
	go func() {
		both := make(chan int)
		select {
		case v := <-both:
			fmt.Println(v)
		case both <- i:
		}
	}()
	go func() {
		for v := range filledBut(i % 3) {
			if v < 0 {
				return
			}
		}
	}()
}

func choose(a chan int, b chan bool) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	select {
	case <-a:
	case v, ok := <-b:
		fmt.Println(v, ok)
	case a <- 7:
	case <-ctx.Done():
	case <-time.After(time.Hour):
	}
}

func filledBut(n int) chan int {
	c := make(chan int, 5)
	for i := 0; i < n; i++ {
		c <- i
	}
	return c
}

type guarded[T any] struct {
	sync.Mutex
	value T
}

func (g *guarded[T]) set(value T, because string, weight float64) {
	g.Lock()
	g.value = value
	_, _ = because, weight
}

func locks(i int) {
	go lock(&held, i, "held")
	go nested(&written)
	go func() { readBy.Lock() }()
	go pending.Wait()
	go func() {
		c := sync.NewCond(new(sync.Mutex))
		c.L.Lock()
		c.Wait()
	}()
	numbers, texts := &guarded[int]{}, &guarded[[]string]{}
	numbers.Lock()
	texts.Lock()
	go numbers.set(i, "because", 1.5)
	go texts.set([]string{"a", "b"}, "because", 2.5)
	go func() {
		var once sync.Once
		once.Do(func() { <-never })
	}()
}

//go:noinline
func lock(m *sync.Mutex, number int, name string) int {
	m.Lock()
	return number + len(name)
}

func nested(m *sync.RWMutex)  { nested2(m) }
func nested2(m *sync.RWMutex) { nested3(m) }
func nested3(m *sync.RWMutex) { m.RLock() }

func outside() {
	go listener.Accept()
	go silent.Read(make([]byte, 16))
	go func() {
		r, _ := io.Pipe()
		r.Read(make([]byte, 16))
	}()
	go time.Sleep(time.Hour)
	go func() {
		for range time.NewTicker(time.Hour).C {
		}
	}()
	go func() {
		day := syscall.Timespec{Sec: 86400}
		syscall.Nanosleep(&day, nil)
	}()
	go func() {
		runtime.LockOSThread()
		<-never
	}()
}

func readStandardInput() {
	var b [1]byte
	syscall.Read(0, b[:])
}

type waiter interface{ wait(n int, s string) }
type atChannel struct{ c chan int }

func (a atChannel) wait(n int, s string) { a.c <- n + len(s) }

type point struct {
	x, y  int
	label string
	in    struct{ a, b byte }
}

func shapes(i int) {
	go deep(20+20*i, [3]int{1, 2, 3})
	go deep(400+i, [3]int{4, 5, 6})
	go deep(97-i, [3]int{7, 8, 9})
	go recovered(make(chan int))
	go nilCall(nil)
	go many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, []int{13}, point{14, 15, "p", struct{ a, b byte }{1, 2}}, never)
	var w waiter = &atChannel{make(chan int)}
	go w.wait(i, "w")
	go func() { w.wait(i, "v") }()
	go pprof.Do(context.Background(), pprof.Labels("tenant", "a/b", "route", "say \"hi\"\tü"), func(context.Context) { <-never })
}

//go:noinline
func deep(n int, pad [3]int) int {
	if n == 0 {
		<-never
		return 0
	}
	return deep(n-1, pad) + pad[n%3]
}

func recovered(c chan int) {
	defer func() {
		_ = recover()
		<-c
	}()
	var p *point
	p.x = 1
}

func nilCall(f func()) {
	defer func() { <-never }()
	f()
}

//go:noinline
func many(a, b, c, d, e, f, g, h, i, j, k, l int, s []int, p point, wait chan struct{}) int {
	<-wait
	return a + b + c + d + e + f + g + h + i + j + k + l + len(s) + p.x + len(p.label)
}

func mapOfSync() {
	var m sync.Map
	m.Store(1, 2)
	m.Range(func(k, v any) bool {
		<-never
		return true
	})
}

func finalizer() {
	object := new([64]int)
	runtime.SetFinalizer(object, func(*[64]int) { <-never })
}
