// Writes the Go types of the Kubernetes API as the text in src/schema/data.ts: one type a line, fields in Go's order.
//
//	go mod init schema && go get k8s.io/api@v0.35.3 && go run . > ../../src/schema/data.ts
//
// A line is `name=underlying` for a named scalar, list or map, or `name{field;field;…}` for a struct. A field is
// `GoName type [json=name] [o] [z] [i] [k=mergeKey] [s=strategies]`: o is omitempty, z is omitzero, i is inline; json stands
// only where it is not the Go name with a small first letter.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"unicode"

	apps "k8s.io/api/apps/v1"
	scale "k8s.io/api/autoscaling/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	policy "k8s.io/api/policy/v1"
)

var leaves = map[string]string{
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":       "Time",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":  "MicroTime",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":   "FieldsV1",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":    "RawExtension",
	"k8s.io/apimachinery/pkg/api/resource.Quantity":   "Quantity",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString": "IntOrString",
}

var prefixes = map[string]string{
	"k8s.io/api/core/v1":                   "v1",
	"k8s.io/apimachinery/pkg/apis/meta/v1": "v1",
	"k8s.io/apimachinery/pkg/types":        "types",
	"k8s.io/api/apps/v1":                   "apps/v1",
	"k8s.io/api/autoscaling/v2":            "autoscaling/v2",
	"k8s.io/api/autoscaling/v1":            "autoscaling/v1",
	"k8s.io/api/batch/v1":                  "batch/v1",
	"k8s.io/api/discovery/v1":              "discovery/v1",
	"k8s.io/api/policy/v1":                 "policy/v1",
}

var lines = map[string]string{}
var seen = map[reflect.Type]bool{}

func name(t reflect.Type) string {
	if leaf, ok := leaves[t.PkgPath()+"."+t.Name()]; ok {
		return leaf
	}
	if t.Name() != "" {
		if t.PkgPath() == "" {
			return t.Name()
		}
		prefix, ok := prefixes[t.PkgPath()]
		if !ok {
			panic(t.PkgPath())
		}
		return prefix + "." + t.Name()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + name(t.Elem())
	case reflect.Slice:
		return "[]" + name(t.Elem())
	case reflect.Map:
		return "map[" + name(t.Key()) + "]" + name(t.Elem())
	}
	panic(t.String())
}

func underlying(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "[]" + name(t.Elem())
	case reflect.Map:
		return "map[" + name(t.Key()) + "]" + name(t.Elem())
	}
	return t.Kind().String()
}

func visit(t reflect.Type) {
	if seen[t] {
		return
	}
	seen[t] = true
	if _, ok := leaves[t.PkgPath()+"."+t.Name()]; ok {
		return
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		visit(t.Elem())
	case reflect.Map:
		visit(t.Key())
		visit(t.Elem())
	}
	if t.Name() == "" || t.PkgPath() == "" {
		return
	}
	line := name(t) + "=" + underlying(t)
	if t.Kind() == reflect.Struct {
		line = name(t) + "{" + fields(t) + "}"
	}
	if old, ok := lines[name(t)]; ok && old != line {
		panic("two types named " + name(t))
	}
	lines[name(t)] = line
}

func fields(t reflect.Type) string {
	var out []string
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		visit(f.Type)
		tag := strings.Split(f.Tag.Get("json"), ",")
		text := f.Name + " " + name(f.Type)
		first := []rune(f.Name)
		first[0] = unicode.ToLower(first[0])
		inline := false
		omit, zero := false, false
		for _, option := range tag[1:] {
			inline = inline || option == "inline"
			omit = omit || option == "omitempty"
			zero = zero || option == "omitzero"
		}
		inline = inline || (tag[0] == "" && f.Anonymous)
		if tag[0] != string(first) && !inline {
			text += " json=" + tag[0]
		}
		if omit {
			text += " o"
		}
		if zero {
			text += " z"
		}
		if inline {
			text += " i"
		}
		if key := f.Tag.Get("patchMergeKey"); key != "" {
			text += " k=" + key
		}
		if strategy := f.Tag.Get("patchStrategy"); strategy != "" {
			text += " s=" + strategy
		}
		out = append(out, text)
	}
	return strings.Join(out, ";")
}

func main() {
	for _, root := range []any{
		core.ConfigMap{}, core.Event{}, core.LimitRange{}, core.Namespace{}, core.Node{}, core.PersistentVolumeClaim{}, core.Pod{},
		core.ReplicationController{}, core.ResourceQuota{}, core.Secret{}, core.Service{}, core.ServiceAccount{},
		apps.ControllerRevision{}, apps.DaemonSet{}, apps.Deployment{}, apps.ReplicaSet{}, apps.StatefulSet{},
		autoscaling.HorizontalPodAutoscaler{}, scale.Scale{}, batch.CronJob{}, batch.Job{}, discovery.EndpointSlice{},
		policy.PodDisruptionBudget{},
	} {
		visit(reflect.TypeOf(root))
	}
	var names []string
	for n := range lines {
		names = append(names, n)
	}
	sort.Strings(names)
	fmt.Println("/**")
	fmt.Println(" * The Go types of k8s.io/api v0.35.3 that the table of kinds reaches, made by tools/schema/main.go: not edited by hand.")
	fmt.Println(" * They say which fields there are, their order and types, what is left out when empty, and how lists merge.")
	fmt.Println(" */")
	fmt.Println("export const GO_TYPES = `\\")
	for _, n := range names {
		fmt.Println(lines[n])
	}
	fmt.Println("`;")
}
