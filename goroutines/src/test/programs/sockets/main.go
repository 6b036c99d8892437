// sockets: goroutines wait at sockets of all kinds, for peers that say nothing. What must be told about each is printed to the
// error output before "ready": the goroutine's function and the words; none where nothing is to be told.
package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

var keep []interface{}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func say(who string, format string, a ...interface{}) {
	fmt.Fprintf(os.Stderr, "%s: %s\n", who, fmt.Sprintf(format, a...))
}

func listen(network, address string) net.Listener {
	l, err := net.Listen(network, address)
	check(err)
	return l
}

// pair connects to a listener; nobody sends anything unless it is told to.
func pair(l net.Listener) (client, server net.Conn) {
	c, err := net.Dial(l.Addr().Network(), l.Addr().String())
	check(err)
	s, err := l.Accept()
	check(err)
	keep = append(keep, c, s)
	return c, s
}

func calls(c net.Conn)         { c.Read(make([]byte, 1)) }
func called(c net.Conn)        { c.Read(make([]byte, 1)) }
func callsBySix(c net.Conn)    { c.Read(make([]byte, 1)) }
func bySixToFour(c net.Conn)   { c.Read(make([]byte, 1)) }
func deadline(c net.Conn)      { c.SetDeadline(time.Now().Add(time.Hour)); c.Read(make([]byte, 1)) }
func callsLocally(c net.Conn)  { c.Read(make([]byte, 1)) }
func calledLocally(c net.Conn) { c.Read(make([]byte, 1)) }
func sends(c net.Conn) {
	for {
		c.Write(make([]byte, 1<<20))
	}
}
func accepts(l net.Listener)        { l.Accept() }
func acceptsLocally(l net.Listener) { l.Accept() }
func packets(c net.PacketConn)      { c.ReadFrom(make([]byte, 1)) }
func packetsOfOne(c net.Conn)       { c.Read(make([]byte, 1)) }
func pipe(f *os.File)               { f.Read(make([]byte, 1)) }

func alike(c net.Conn) { c.Read(make([]byte, 1)) }

// many waits in many goroutines that stand at the same place; a socket may be read by several.
func many(n string) {
	count, err := strconv.Atoi(n)
	check(err)
	c, _ := pair(listen("tcp4", "127.0.0.1:0"))
	for i := 0; i < count; i++ {
		f, err := c.(*net.TCPConn).File()
		check(err)
		d, err := net.FileConn(f)
		check(err)
		f.Close()
		keep = append(keep, d)
		go alike(d)
	}
}

func main() {
	if len(os.Args) > 1 {
		many(os.Args[1])
	}
	l := listen("tcp4", "127.0.0.1:0")
	c, s := pair(l)
	say("calls", "tcp %s to %s", c.LocalAddr(), c.RemoteAddr())
	go calls(c)
	say("called", "tcp %s from %s", s.LocalAddr(), s.RemoteAddr())
	go called(s)
	c, _ = pair(l)
	say("deadline", "tcp %s to %s", c.LocalAddr(), c.RemoteAddr())
	go deadline(c)
	c, _ = pair(l)
	say("sends", "tcp %s to %s", c.LocalAddr(), c.RemoteAddr())
	go sends(c)
	say("accepts", "tcp %s, listening", l.Addr())
	go accepts(l)

	// a listener for both hands out what the kernel keeps among those of IPv6
	both := listen("tcp", ":0")
	four, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", both.Addr().(*net.TCPAddr).Port))
	check(err)
	s, err = both.Accept()
	check(err)
	keep = append(keep, both, four, s)
	say("bySixToFour", "tcp %s from %s", s.LocalAddr(), s.RemoteAddr())
	go bySixToFour(s)
	if six, err := net.Listen("tcp6", "[::1]:0"); err == nil {
		c, _ := pair(six)
		say("callsBySix", "tcp %s to %s", c.LocalAddr(), c.RemoteAddr())
		go callsBySix(c)
	}

	dir, err := os.MkdirTemp("", "sockets")
	check(err)
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "s")
	u := listen("unix", path)
	c, s = pair(u)
	say("callsLocally", "unix, unnamed")
	go callsLocally(c)
	say("calledLocally", "unix %s", path)
	go calledLocally(s)
	say("acceptsLocally", "unix %s, listening", path)
	go acceptsLocally(u)

	p, err := net.ListenPacket("udp4", "127.0.0.1:0")
	check(err)
	say("packets", "udp %s", p.LocalAddr())
	go packets(p)
	d, err := net.Dial("udp4", p.LocalAddr().String())
	check(err)
	say("packetsOfOne", "udp %s to %s", d.LocalAddr(), d.RemoteAddr())
	go packetsOfOne(d)

	r, w, err := os.Pipe()
	check(err)
	keep = append(keep, w)
	say("pipe", "")
	go pipe(r)

	time.Sleep(300 * time.Millisecond)
	os.RemoveAll(dir) // the kernel keeps the name
	fmt.Println("ready")
	select {}
}
