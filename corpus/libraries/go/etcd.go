// An etcd with a client of its own.

package main

import (
	"context"
	"net/url"
	"os"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
	"go.etcd.io/etcd/server/v3/embed"
)

func init() { cases["etcd"] = etcd }

func etcd() {
	cfg := embed.NewConfig()
	cfg.Dir = os.TempDir() + "/etcd"
	cfg.LogLevel = "error"
	u, v := url.URL{Scheme: "http", Host: "127.0.0.1:23791"}, url.URL{Scheme: "http", Host: "127.0.0.1:23801"}
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{u}, []url.URL{u}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{v}, []url.URL{v}
	cfg.InitialCluster = cfg.InitialClusterFromName(cfg.Name)
	e := must(embed.StartEtcd(cfg))
	<-e.Server.ReadyNotify()
	c := must(clientv3.New(clientv3.Config{Endpoints: []string{u.String()}, DialTimeout: 5 * time.Second}))
	must(c.Put(context.Background(), "a", "b"))
	go func() {
		for range c.Watch(context.Background(), "a") {
		}
	}()
	s := must(concurrency.NewSession(c))
	el := concurrency.NewElection(s, "/e")
	go el.Campaign(context.Background(), "me")
	loop(4, func() { c.Put(context.Background(), "a", "b") })
	loop(4, func() { c.Get(context.Background(), "a") })
	<-e.Err()
}
