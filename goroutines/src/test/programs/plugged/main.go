// plugged FILE loads a plugin.
package main

import (
	"fmt"
	"os"
	"plugin"
	"time"
)

func main() {
	if _, err := plugin.Open(os.Args[1]); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	time.Sleep(time.Hour)
}
