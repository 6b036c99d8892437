// Servers whose clients keep their connections.

package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	cws "github.com/coder/websocket"
	"github.com/gorilla/websocket"
	"github.com/quic-go/quic-go"
	"github.com/valyala/fasthttp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
)

func init() {
	cases["grpc"] = grpcs
	cases["gorilla"] = gorillas
	cases["coder"] = coder
	cases["fasthttp"] = fast
	cases["quic"] = quics
}

func grpcs() {
	ln := listen()
	s := grpc.NewServer(grpc.KeepaliveParams(keepalive.ServerParameters{Time: time.Minute}), grpc.NumStreamWorkers(4), grpc.UnaryInterceptor(func(c context.Context, q any, _ *grpc.UnaryServerInfo, h grpc.UnaryHandler) (any, error) {
		if load {
			time.Sleep(2 * time.Millisecond)
			work(time.Millisecond)
		}
		return h(c, q)
	}))
	grpc_health_v1.RegisterHealthServer(s, health.NewServer())
	go s.Serve(ln)
	s2, ln2 := grpc.NewServer(), listen()
	grpc_health_v1.RegisterHealthServer(s2, health.NewServer())
	go s2.Serve(ln2)
	for range 3 {
		cc := must(grpc.NewClient("dns:///"+ln.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: time.Minute}), grpc.WithDefaultServiceConfig(`{"loadBalancingConfig":[{"round_robin":{}}],"healthCheckConfig":{"serviceName":""}}`)))
		c := grpc_health_v1.NewHealthClient(cc)
		c.Check(context.Background(), &grpc_health_v1.HealthCheckRequest{})
		for range 3 {
			go func() {
				w := must(c.Watch(context.Background(), &grpc_health_v1.HealthCheckRequest{}))
				for {
					if _, err := w.Recv(); err != nil {
						return
					}
				}
			}()
		}
		loop(4, func() { c.Check(context.Background(), &grpc_health_v1.HealthCheckRequest{}) })
		c2 := grpc_health_v1.NewHealthClient(must(grpc.NewClient(ln2.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))))
		c2.Check(context.Background(), &grpc_health_v1.HealthCheckRequest{})
		loop(2, func() { c2.Check(context.Background(), &grpc_health_v1.HealthCheckRequest{}) })
	}
}

type client struct {
	conn *websocket.Conn
	send chan []byte
}

type hub struct {
	clients              map[*client]bool
	broadcast            chan []byte
	register, unregister chan *client
}

func (h *hub) run() {
	for {
		select {
		case c := <-h.register:
			h.clients[c] = true
		case c := <-h.unregister:
			delete(h.clients, c)
		case m := <-h.broadcast:
			for c := range h.clients {
				select {
				case c.send <- m:
				default:
				}
			}
		}
	}
}

func (c *client) writePump() {
	t := time.NewTicker(time.Minute)
	for {
		select {
		case m := <-c.send:
			c.conn.WriteMessage(websocket.TextMessage, m)
		case <-t.C:
			c.conn.WriteMessage(websocket.PingMessage, nil)
		}
	}
}

func (c *client) readPump(h *hub) {
	defer func() { h.unregister <- c }()
	for {
		_, m, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		h.broadcast <- m
	}
}

func gorillas() {
	h := &hub{map[*client]bool{}, make(chan []byte), make(chan *client), make(chan *client)}
	go h.run()
	up := websocket.Upgrader{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &client{must(up.Upgrade(w, r, nil)), make(chan []byte, 256)}
		h.register <- c
		go c.writePump()
		c.readPump(h)
	}))
	for range 40 {
		c, _, err := websocket.DefaultDialer.Dial("ws"+s.URL[4:], nil)
		check(err)
		go func() {
			for {
				if _, _, err := c.ReadMessage(); err != nil {
					return
				}
			}
		}()
		loop(1, func() { c.WriteMessage(websocket.TextMessage, []byte("hi")); time.Sleep(20 * time.Millisecond) })
	}
}

func coder() {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := must(cws.Accept(w, r, nil))
		for {
			t, b, err := c.Read(r.Context())
			if err != nil {
				return
			}
			c.Write(r.Context(), t, b)
		}
	}))
	for range 10 {
		c, _, err := cws.Dial(context.Background(), s.URL, nil)
		check(err)
		go func() {
			for {
				if _, _, err := c.Read(context.Background()); err != nil {
					return
				}
			}
		}()
		loop(1, func() { c.Write(context.Background(), cws.MessageText, []byte("x")); time.Sleep(2 * time.Millisecond) })
	}
}

func fast() {
	ln := listen()
	go fasthttp.Serve(ln, func(c *fasthttp.RequestCtx) {
		if load {
			time.Sleep(2 * time.Millisecond)
		}
		c.WriteString("ok")
	})
	u := "http://" + ln.Addr().String()
	for range 3 {
		fasthttp.Get(nil, u)
	}
	get(u)
	loop(6, func() { fasthttp.Get(nil, u) })
	loop(6, func() { get(u) })
}

func quics() {
	s := httptest.NewUnstartedServer(nil)
	s.StartTLS()
	t := s.TLS.Clone()
	t.NextProtos = []string{"x"}
	l := must(quic.ListenAddr("127.0.0.1:0", t, nil))
	go func() {
		for {
			c, err := l.Accept(context.Background())
			if err != nil {
				return
			}
			go func() {
				for {
					st, err := c.AcceptStream(context.Background())
					if err != nil {
						return
					}
					go io.Copy(st, st)
				}
			}()
		}
	}()
	ct := s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	ct.NextProtos, ct.InsecureSkipVerify = []string{"x"}, true
	for range 2 {
		c := must(quic.DialAddr(context.Background(), l.Addr().String(), ct, &quic.Config{KeepAlivePeriod: 5 * time.Second}))
		for range 3 {
			st := must(c.OpenStreamSync(context.Background()))
			st.Write([]byte("x"))
			go io.Copy(io.Discard, st)
			loop(1, func() { st.Write([]byte("xxxx")) })
		}
	}
}
