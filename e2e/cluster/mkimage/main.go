// Mkimage packs files into an image: a docker-save tar with one layer, which containerd, kind, minikube and k3d import.
// The same input gives the same bytes.
//
//	mkimage OUT.tar NAME:TAG [-user U:G] [-entrypoint A,B] SRC=/dest …
package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
)

const (
	passwd = "root:x:0:0::/:/bin/sh\nnonroot:x:65532:65532::/:/bin/sh\n"
	group  = "root:x:0:\nnonroot:x:65532:\n"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "mkimage:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: mkimage OUT.tar NAME:TAG [-user U:G] [-entrypoint A,B] SRC=/dest …")
	}
	out, name, rest := args[0], args[1], args[2:]
	user, entrypoint := "", []string{}
	files := []string{}
	for len(rest) > 0 {
		switch {
		case rest[0] == "-user" && len(rest) > 1:
			user, rest = rest[1], rest[2:]
		case rest[0] == "-entrypoint" && len(rest) > 1:
			entrypoint, rest = strings.Split(rest[1], ","), rest[2:]
		default:
			files, rest = append(files, rest[0]), rest[1:]
		}
	}
	layer, err := layer(files)
	if err != nil {
		return err
	}
	layerID := fmt.Sprintf("%x", sha256.Sum256(layer))
	config, err := json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux", "created": "1970-01-01T00:00:00Z",
		"config": map[string]any{"User": user, "Entrypoint": entrypoint, "Env": []string{"PATH=/bin:/usr/bin:/"}, "WorkingDir": "/"},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + layerID}},
	})
	if err != nil {
		return err
	}
	configID := fmt.Sprintf("%x", sha256.Sum256(config))
	manifest, err := json.Marshal([]map[string]any{{
		"Config": configID + ".json", "RepoTags": []string{name}, "Layers": []string{layerID + "/layer.tar"}}})
	if err != nil {
		return err
	}
	var image bytes.Buffer
	w := tar.NewWriter(&image)
	for _, e := range []struct {
		name string
		data []byte
	}{{configID + ".json", config}, {layerID + "/layer.tar", layer}, {"manifest.json", manifest}} {
		if err := add(w, e.name, e.data, 0o644); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(out, image.Bytes(), 0o644)
}

func layer(files []string) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, d := range []struct {
		name string
		mode int64
	}{{"tmp/", 0o1777}, {"etc/", 0o755}, {"proc/", 0o755}, {"dev/", 0o755}, {"sys/", 0o755}} {
		if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: d.name, Mode: d.mode}); err != nil {
			return nil, err
		}
	}
	if err := add(w, "etc/passwd", []byte(passwd), 0o644); err != nil {
		return nil, err
	}
	if err := add(w, "etc/group", []byte(group), 0o644); err != nil {
		return nil, err
	}
	for _, f := range files {
		src, dest, found := strings.Cut(f, "=/")
		if !found {
			return nil, fmt.Errorf("%q is not SRC=/dest", f)
		}
		data, err := os.ReadFile(src)
		if err != nil {
			return nil, err
		}
		if err := add(w, dest, data, 0o755); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func add(w *tar.Writer, name string, data []byte, mode int64) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(data))}); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}
