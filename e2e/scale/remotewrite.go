package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"sort"

	"github.com/golang/snappy"
	"google.golang.org/protobuf/encoding/protowire"
)

// Prometheus takes samples that somebody else has scraped: the remote-write protocol 1.0.
// https://prometheus.io/docs/specs/prw/remote_write_spec/

const batchBytes = 1 << 20

type receiver struct {
	url    string
	client *http.Client
}

// A batch is a WriteRequest under way.
type batch struct{ body []byte }

// labelsOf encodes a series' labels once and for all its samples.
func labelsOf(name string, labels map[string]string) []byte {
	names := []string{"__name__"}
	for label := range labels {
		names = append(names, label)
	}
	sort.Strings(names)
	var encoded []byte
	for _, label := range names {
		value := labels[label]
		if label == "__name__" {
			value = name
		}
		var pair []byte
		pair = protowire.AppendTag(pair, 1, protowire.BytesType)
		pair = protowire.AppendString(pair, label)
		pair = protowire.AppendTag(pair, 2, protowire.BytesType)
		pair = protowire.AppendString(pair, value)
		encoded = protowire.AppendTag(encoded, 1, protowire.BytesType)
		encoded = protowire.AppendBytes(encoded, pair)
	}
	return encoded
}

// add puts one sample in; millis since the epoch.
func (b *batch) add(labels []byte, value float64, millis int64) {
	var buffer [24]byte
	sample := buffer[:0]
	sample = protowire.AppendTag(sample, 1, protowire.Fixed64Type)
	sample = protowire.AppendFixed64(sample, math.Float64bits(value))
	sample = protowire.AppendTag(sample, 2, protowire.VarintType)
	sample = protowire.AppendVarint(sample, uint64(millis))
	b.body = protowire.AppendTag(b.body, 1, protowire.BytesType)
	b.body = protowire.AppendVarint(b.body, uint64(len(labels)+1+protowire.SizeBytes(len(sample))))
	b.body = append(b.body, labels...)
	b.body = protowire.AppendTag(b.body, 2, protowire.BytesType)
	b.body = protowire.AppendBytes(b.body, sample)
}

func (b *batch) full() bool { return len(b.body) > batchBytes }

// send delivers what is in the batch and empties it.
func (r receiver) send(ctx context.Context, b *batch) error {
	if len(b.body) == 0 {
		return nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+"/api/v1/write", bytes.NewReader(snappy.Encode(nil, b.body)))
	if err != nil {
		return err
	}
	b.body = b.body[:0]
	request.Header.Set("Content-Type", "application/x-protobuf")
	request.Header.Set("Content-Encoding", "snappy")
	request.Header.Set("X-Prometheus-Remote-Write-Version", "0.1.0")
	response, err := r.client.Do(request)
	if err != nil {
		return fmt.Errorf("prometheus takes no samples: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 300))
		return fmt.Errorf("prometheus answers %d to samples: %s", response.StatusCode, text)
	}
	return nil
}
