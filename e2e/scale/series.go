package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// The names of README's first policy.
const (
	clientsMetric  = "anycable_go_clients_num"
	messagesMetric = "anycable_go_server_msg_total"
	gaugeMetric    = "anycable_go_goroutines_num"
	turnsMetric    = "anycable_go_loop_turns_total" // goes on where there is no work, too

	exporters = 20 // targets of no pod, as in every cluster
	shards    = 4

	writeEvery = 100 * time.Millisecond
)

// A target is what Prometheus scrapes of one pod.
type target struct {
	place
	mutex  sync.Mutex // of what its page shows
	frozen atomic.Bool
	moved  atomic.Int64 // when it was last seen to move, milliseconds since the epoch
	due    int64        // next scrape, milliseconds since the epoch
	noise  uint64
	sent   float64
	holds  float64 // clients, and
	runs   float64 // goroutines, as last seen
	turned float64

	up, took, clients, replies, greetings, gauge, turns []byte // encoded labels
}

// fleet writes what a Prometheus would scrape of all pods, each at its own moment of the interval.
type fleet struct {
	receiver
	interval  time.Duration
	targets   []*target
	exporters [][]byte
	greedy    [][]byte
	late      atomic.Int64 // the longest a write came after its samples' time, milliseconds
}

func newFleet(url string, world layout, interval, history time.Duration) *fleet {
	all := &fleet{receiver: receiver{url, &http.Client{Timeout: time.Minute}}, interval: interval}
	first := time.Now().Add(-history).UnixMilli()
	for _, at := range world.pods {
		labels := map[string]string{"job": "pods", "instance": fmt.Sprintf("%s:%d", at.ip, appPort),
			"namespace": at.namespace, "pod": at.name, "container": app}
		series := func(name string, more ...string) []byte {
			own := map[string]string{}
			for label, value := range labels {
				own[label] = value
			}
			for i := 0; i < len(more); i += 2 {
				own[more[i]] = more[i+1]
			}
			return labelsOf(name, own)
		}
		seed := fnv.New64a()
		fmt.Fprint(seed, at.name)
		noise := seed.Sum64()
		all.targets = append(all.targets, &target{
			place: at, noise: noise, due: first + int64(noise%uint64(interval.Milliseconds())),
			sent: float64(noise % 1e6),
			up:   series("up"), took: series("scrape_duration_seconds"), clients: series(clientsMetric),
			replies: series(messagesMetric, "kind", "broadcast"), greetings: series(messagesMetric, "kind", "greeting"),
			gauge: series(gaugeMetric), turns: series(turnsMetric),
		})
	}
	for i := range exporters {
		all.exporters = append(all.exporters, labelsOf("up", map[string]string{
			"job": "node", "instance": fmt.Sprintf("127.0.0.1:%d", 9100+i), "node": fmt.Sprintf("node-%03d", i)}))
	}
	return all
}

// scrape adds what the pod shows at its next moment.
func (t *target) scrape(into *batch, interval time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.noise ^= t.noise << 13
	t.noise ^= t.noise >> 7
	t.noise ^= t.noise << 17
	switch {
	case t.idle:
		t.holds, t.runs = 2, 14
	case t.frozen.Load(): // as it was
	default:
		t.holds, t.runs = 400+float64(t.noise>>8%60), 900+float64(t.noise>>16%90)
		t.sent += interval.Seconds() * (20 + float64(t.noise>>24%10))
		t.moved.Store(t.due)
	}
	into.add(t.up, 1, t.due)
	into.add(t.took, 0.004+float64(t.noise>>32%8)/1000, t.due)
	into.add(t.clients, t.holds, t.due)
	into.add(t.replies, t.sent, t.due)
	into.add(t.greetings, float64(int(t.sent/50)), t.due)
	into.add(t.gauge, t.runs, t.due)
	if !t.frozen.Load() {
		t.turned += interval.Seconds()
	}
	into.add(t.turns, t.turned, t.due)
	t.due += interval.Milliseconds()
}

// catchUp writes the past up to now, several pods' at once, each series in the order of time.
func (f *fleet) catchUp(ctx context.Context) error {
	failed := make(chan error, shards)
	var group sync.WaitGroup
	until := time.Now().UnixMilli()
	for shard := range shards {
		group.Go(func() {
			failed <- f.write(ctx, shard, shards, until)
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// write sends every scrape of a part of the targets that is due until then.
func (f *fleet) write(ctx context.Context, part, parts int, until int64) error {
	var pending batch
	for more := true; more; {
		more = false
		for i := part; i < len(f.targets); i += parts {
			if t := f.targets[i]; t.due <= until {
				t.scrape(&pending, f.interval)
				more = more || t.due <= until
			}
			if pending.full() {
				if err := f.send(ctx, &pending); err != nil {
					return err
				}
			}
		}
	}
	return f.send(ctx, &pending)
}

// live goes on until the context ends. A sample must be there soon after its time, as with a scrape:
// whoever counts samples of a window misses it until then.
func (f *fleet) live(ctx context.Context) error {
	ticks := time.NewTicker(writeEvery)
	defer ticks.Stop()
	for tick := time.Duration(0); ; tick++ {
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
		now := time.Now().UnixMilli()
		if err := f.write(ctx, 0, 1, now); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if tick%(f.interval/writeEvery) == 0 {
			var own batch
			for _, up := range f.exporters {
				own.add(up, 1, now)
			}
			if err := f.send(ctx, &own); err != nil && ctx.Err() == nil {
				return err
			}
			if err := f.writeGreedy(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
		f.late.Store(max(f.late.Load(), time.Now().UnixMilli()-now))
	}
}
