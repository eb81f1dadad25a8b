// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"

	"github.com/stagedoor/stagedoor/graph"
)

// principals says who may delete what was listed.
func (a *awsAccount) principals(ctx context.Context, out *graph.Facts) {}
