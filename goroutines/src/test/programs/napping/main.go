// Command napping never stands still: its goroutines lock, nap, and unlock, and note themselves what
// they hold. It writes down where the notes are, into the file that its argument names.
package main

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

const (
	goroutines = 120
	locks      = 16
)

var (
	mutexes [locks]sync.Mutex
	readers [locks]sync.RWMutex
	goids   [goroutines]int64
	// held has, for each goroutine, 1 for each mutex that it holds, 2 for each RWMutex to write, 1 to read
	held [goroutines][2 * locks]int32
)

type worker struct {
	me   int
	rand *rand.Rand
}

func (w *worker) note(lock int, how int32) { atomic.StoreInt32(&held[w.me][lock], how) }

func (w *worker) nap() { time.Sleep(time.Duration(w.rand.Intn(20000)) * time.Microsecond) }

//go:noinline
func (w *worker) plain(i int) {
	mutexes[i].Lock()
	w.note(i, 1)
	w.nap()
	w.note(i, 0)
	mutexes[i].Unlock()
}

//go:noinline
func (w *worker) deferred(i int) {
	mutexes[i].Lock()
	defer mutexes[i].Unlock()
	w.note(i, 1)
	defer w.note(i, 0)
	w.nap()
}

//go:noinline
func (w *worker) nested(i int) {
	m := &mutexes[i]
	m.Lock()
	w.note(i, 1)
	if i+1 < locks {
		w.plain(i + 1)
	}
	w.note(i, 0)
	m.Unlock()
}

//go:noinline
func (w *worker) relocks(i int) {
	mutexes[i].Lock()
	w.note(i, 1)
	w.nap()
	w.note(i, 0)
	mutexes[i].Unlock()
	w.nap()
	mutexes[i].Lock()
	w.note(i, 1)
	w.note(i, 0)
	mutexes[i].Unlock()
}

//go:noinline
func (w *worker) reads(i int) {
	readers[i].RLock()
	w.note(locks+i, 1)
	w.nap()
	w.note(locks+i, 0)
	readers[i].RUnlock()
}

//go:noinline
func (w *worker) readsDeferred(i int) {
	r := readers[i].RLocker()
	r.Lock()
	defer r.Unlock()
	w.note(locks+i, 1)
	w.nap()
	w.note(locks+i, 0)
}

//go:noinline
func (w *worker) writes(i int) {
	readers[i].Lock()
	w.note(locks+i, 2)
	w.nap()
	w.note(locks+i, 0)
	readers[i].Unlock()
}

func (w *worker) run() {
	var text [40]byte
	word := bytes.Fields(text[:runtime.Stack(text[:], false)])[1]
	goids[w.me], _ = strconv.ParseInt(string(word), 10, 64)
	for {
		i := w.rand.Intn(locks)
		switch w.rand.Intn(8) {
		case 0:
			w.plain(i)
		case 1:
			w.deferred(i)
		case 2:
			w.nested(i)
		case 3:
			w.relocks(i)
		case 4:
			w.reads(i)
		case 5:
			w.readsDeferred(i)
		case 6:
			w.writes(i)
		case 7:
			w.nap()
		}
	}
}

func main() {
	for i := 0; i < goroutines; i++ {
		w := &worker{i, rand.New(rand.NewSource(int64(i)))}
		go w.run()
	}
	time.Sleep(300 * time.Millisecond)
	line := fmt.Sprintln(goroutines, locks, uintptr(unsafe.Pointer(&goids)), uintptr(unsafe.Pointer(&held)),
		uintptr(unsafe.Pointer(&mutexes)), uintptr(unsafe.Pointer(&readers)))
	if err := os.WriteFile(os.Args[1], []byte(line), 0o644); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	time.Sleep(time.Hour)
}
