#!/bin/sh
# The launcher as the field cases know it, used by somebody who states what they leave unsaid: that the nodes of the
# cases are his own, that a first stake of an unlisted key is meant, and that 03 stakes the key of 01 once more.
case "$1 $2 $*" in
  'desk endpoints '*' set '*) set -- "$@" --own-node ;;
  'desk plan '*base.own.json*) set -- "$@" --consent stake-unconfirmed --consent purpose-signed-before ;;
  'desk plan '*) set -- "$@" --consent stake-unconfirmed ;;
  'vault sign '*) set -- "$@" --consent stake-unconfirmed --consent purpose-signed-before ;;
esac
exec "$LAUNCHER" "$@"
