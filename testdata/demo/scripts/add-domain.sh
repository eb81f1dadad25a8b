#!/bin/sh
# Points a customer's own domain at the storefront.
# Usage: scripts/add-domain.sh shop.customer.com
set -eu
export RAILWAY_API_TOKEN=ca0a71e5-ca0a-4ca0-8ca0-ca0a71e5ca0a
railway domain "$1" --service storefront
