// callc: goroutines that wait in C, in Go that C has called, and in Go that a thread of C has called.
package main

/*
#include <pthread.h>
#include <unistd.h>

extern void waitInGo(int);

static void sleepInC(int seconds) { sleep(seconds); }
static void callBack(int how) { waitInGo(how); }
static void *thread(void *unused) { waitInGo(2); return 0; }
static void startThread(void) { pthread_t t; pthread_create(&t, 0, thread, 0); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

var (
	held  sync.Mutex
	never = make(chan int)
)

//export waitInGo
func waitInGo(how C.int) {
	if how == 1 {
		held.Lock()
	}
	<-never
}

func main() {
	held.Lock()
	for i := 0; i < 3; i++ {
		go C.sleepInC(3600)
		go C.callBack(C.int(i))
	}
	C.startThread()
	time.Sleep(300 * time.Millisecond)
	fmt.Println("ready", runtime.NumGoroutine())
	held.Lock()
}
