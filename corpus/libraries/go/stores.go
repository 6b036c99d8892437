// Stores and brokers that run in the process, and clients of some that are not there.

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/dgraph-io/badger/v4"
	"github.com/hashicorp/memberlist"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/lib/pq"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"
	"go.etcd.io/bbolt"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	_ "modernc.org/sqlite"
)

func init() {
	cases["sqlite"] = sqlite
	cases["redis"] = redises
	cases["nats"] = natses
	cases["kafkago"] = kafkago
	cases["badger"] = badgers
	cases["memberlist"] = members
	cases["mongo"] = mongos
	cases["postgres"] = postgres
}

func sqlite() {
	db := must(sql.Open("sqlite", os.TempDir()+"/x.db"))
	db.SetMaxOpenConns(4)
	db.SetConnMaxIdleTime(time.Minute)
	must(db.Exec("create table t(a int)"))
	for i := range 300 {
		must(db.Exec("insert into t values(?)", i))
	}
	loop(6, func() {
		rows, err := db.Query("select count(*) from t x, t y where x.a < y.a")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		for rows.Next() {
		}
		rows.Close()
	})
	loop(2, func() {
		tx, err := db.BeginTx(context.Background(), nil)
		if err == nil {
			tx.Exec("update t set a = a where a = 1")
			tx.Commit()
		}
		time.Sleep(2 * time.Millisecond)
	})
}

func redises() {
	m := must(miniredis.Run())
	c := redis.NewClient(&redis.Options{Addr: m.Addr(), PoolSize: 10, MinIdleConns: 2})
	check(c.Set(context.Background(), "a", 1, 0).Err())
	go func() {
		for range c.Subscribe(context.Background(), "ch").Channel() {
		}
	}()
	go func() {
		s := c.Subscribe(context.Background(), "ch2")
		for {
			if _, err := s.ReceiveMessage(context.Background()); err != nil {
				return
			}
		}
	}()
	for range 2 {
		go func() {
			for {
				c.BLPop(context.Background(), 0, "q")
			}
		}()
	}
	go func() {
		for {
			c.XRead(context.Background(), &redis.XReadArgs{Streams: []string{"s", "$"}, Block: 0})
		}
	}()
	loop(6, func() { c.Get(context.Background(), "a"); c.Publish(context.Background(), "ch", "x") })
	loop(2, func() { c.LPush(context.Background(), "q", 1) })
}

func natses() {
	s := must(server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: os.TempDir(), HTTPHost: "127.0.0.1", HTTPPort: -1, NoSigs: true}))
	go s.Start()
	s.ReadyForConnections(5 * time.Second)
	for range 3 {
		c := must(nats.Connect(s.ClientURL()))
		c.Subscribe("a.*", func(m *nats.Msg) {
			if load {
				work(100 * time.Microsecond)
			}
			m.Respond([]byte("ok"))
		})
		sub := must(c.SubscribeSync("b"))
		go func() {
			for {
				sub.NextMsg(time.Hour)
			}
		}()
		ch := make(chan *nats.Msg, 10)
		c.ChanSubscribe("c", ch)
		go func() {
			for range ch {
			}
		}()
		loop(2, func() { c.Request("a.x", []byte("hi"), time.Second) })
		loop(1, func() { c.Publish("b", nil); c.Publish("c", nil); time.Sleep(time.Millisecond) })
	}
	c := must(nats.Connect(s.ClientURL()))
	js := must(c.JetStream())
	must(js.AddStream(&nats.StreamConfig{Name: "S", Subjects: []string{"s.*"}}))
	js.Subscribe("s.*", func(m *nats.Msg) { m.Ack() }, nats.Durable("d"), nats.ManualAck())
	pull := must(js.PullSubscribe("s.*", "p"))
	go func() {
		for {
			ms, _ := pull.Fetch(1, nats.MaxWait(10*time.Second))
			for _, m := range ms {
				m.Ack()
			}
		}
	}()
	loop(2, func() { js.Publish("s.x", []byte("hi")) })
	s.WaitForShutdown()
}

func kafkago() {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"127.0.0.1:1"}, GroupID: "g", Topic: "t"})
	go r.ReadMessage(context.Background())
	r2 := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"127.0.0.1:1"}, Topic: "t"})
	go r2.ReadMessage(context.Background())
	w := &kafka.Writer{Addr: kafka.TCP("127.0.0.1:1"), Topic: "t", Async: true}
	w.WriteMessages(context.Background(), kafka.Message{Value: []byte("x")})
}

func badgers() {
	db := must(badger.Open(badger.DefaultOptions(os.TempDir() + "/b").WithLogger(nil)))
	db.Update(func(t *badger.Txn) error { return t.Set([]byte("a"), []byte("b")) })
	bb := must(bbolt.Open(os.TempDir()+"/bolt", 0o600, &bbolt.Options{NoSync: true}))
	bb.Update(func(t *bbolt.Tx) error { _, err := t.CreateBucket([]byte("x")); return err })
	loop(4, func() { db.Update(func(t *badger.Txn) error { return t.Set([]byte("a"), []byte("b")) }) })
	loop(4, func() { db.View(func(t *badger.Txn) error { _, err := t.Get([]byte("a")); return err }) })
	loop(4, func() {
		bb.Update(func(t *bbolt.Tx) error { return t.Bucket([]byte("x")).Put([]byte("a"), []byte("b")) })
	})
	loop(4, func() { bb.View(func(t *bbolt.Tx) error { t.Bucket([]byte("x")).Get([]byte("a")); return nil }) })
	loop(2, func() {
		bb.Batch(func(t *bbolt.Tx) error { return t.Bucket([]byte("x")).Put([]byte("a"), []byte("b")) })
	})
}

func members() {
	var first string
	for i := range 3 {
		cfg := memberlist.DefaultLocalConfig()
		cfg.Name, cfg.BindAddr, cfg.BindPort, cfg.LogOutput = fmt.Sprint(i), "127.0.0.1", 0, io.Discard
		m := must(memberlist.Create(cfg))
		if first == "" {
			first = m.LocalNode().Address()
		} else {
			m.Join([]string{first})
		}
		keep = append(keep, m)
	}
}

func mongos() {
	c := must(mongo.Connect(options.Client().ApplyURI("mongodb://127.0.0.1:1").SetMinPoolSize(2)))
	keep = append(keep, c)
}

func postgres() {
	// a server that answers the start-up and is silent then
	ln := listen()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go pgServe(c)
		}
	}()
	dsn := fmt.Sprintf("postgres://u:p@%s/db?sslmode=disable&default_query_exec_mode=simple_protocol", ln.Addr())
	p := must(pgxpool.New(context.Background(), dsn))
	if err := p.Ping(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "pgx", err)
	}
	db := must(sql.Open("postgres", fmt.Sprintf("postgres://u:p@%s/db?sslmode=disable", ln.Addr())))
	db.SetMaxOpenConns(4)
	if err := db.Ping(); err != nil {
		fmt.Fprintln(os.Stderr, "pq", err)
	}
	l := pq.NewListener(fmt.Sprintf("postgres://u:p@%s/db?sslmode=disable", ln.Addr()), time.Second, time.Minute, nil)
	go func() {
		for range l.Notify {
		}
	}()
	go func() {
		c, err := p.Acquire(context.Background())
		if err == nil {
			c.Conn().WaitForNotification(context.Background())
		}
	}()
	loop(6, func() { p.Exec(context.Background(), "select 1") })
	loop(6, func() { db.Exec("select 1") })
}

func pgServe(c net.Conn) {
	b := make([]byte, 65536)
	msg := func(t byte, body string) {
		n := len(body) + 4
		c.Write(append([]byte{t, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, body...))
	}
	if _, err := c.Read(b); err != nil {
		return
	}
	msg('R', "\x00\x00\x00\x00")
	msg('Z', "I")
	for {
		n, err := c.Read(b)
		if err != nil || errors.Is(err, io.EOF) {
			return
		}
		if load {
			time.Sleep(2 * time.Millisecond)
		}
		if n > 0 && b[0] == 'Q' {
			msg('C', "SELECT 0\x00")
			msg('Z', "I")
		}
	}
}
