// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"encoding/base64"
	"math/rand"
	"strings"
	"testing"
)

// A picture inside a page is not searched, and what stands before and behind it
// is found in its place.
func TestPicturesInsideAPageAreLeftOut(t *testing.T) {
	bytes := make([]byte, 60_000)
	rand.New(rand.NewSource(1)).Read(bytes)
	picture := base64.StdEncoding.EncodeToString(bytes)
	token := "ghp_" + "canaryCanary0123456789abcdefABCDEF12"
	page := "token = \"" + token + "\"\n<img src=\"data:image/png;base64," + picture + "\">\nagain = \"" + token + "\"\n"
	cleared := string(withoutBlobs([]byte(page)))
	if len(cleared) != len(page) || strings.Contains(cleared, picture[100:200]) || strings.Count(cleared, token) != 2 {
		t.Fatal("the picture is there, or more than it is gone")
	}
	hits, _ := New(nil, nil).Find("page.html", []byte(page))
	if len(hits) != 2 || hits[1].Line != 3 || page[hits[1].Start:hits[1].End] != token {
		t.Errorf("found %+v", hits)
	}
}

func BenchmarkAPageWithAPicture(b *testing.B) {
	bytes := make([]byte, 600_000)
	rand.New(rand.NewSource(1)).Read(bytes)
	page := []byte("<img src=\"data:image/png;base64," + base64.StdEncoding.EncodeToString(bytes) + "\">\n")
	engine := New(nil, nil)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		engine.Find("page.html", page)
	}
}
