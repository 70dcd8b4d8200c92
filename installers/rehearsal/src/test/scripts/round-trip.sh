#!/bin/sh
# One round trip by hand: two homes, a folder as the stick, every step one command of `./foresign desk` or
# `./foresign vault`. Read it as a walk through a ceremony; RoundTripIT runs it against anvil.
#
#   round-trip.sh WORK RPC BEACON DEPOSITS OWN EXIT SOURCE TARGET
#
#   WORK      an empty folder: both homes, the stick and the logs go there
#   RPC       JSON-RPC of an anvil with the chain id of hoodi, the published development accounts, --no-mining and
#             --slots-in-an-epoch 1, and our stand-in contracts in place
#   BEACON    a Beacon API of a chain with the genesis of hoodi: anvil has none
#   DEPOSITS  a deposit_data-*.json to stake from, paying to the first development account
#   OWN       a deposit_data-*.json of the validators that exist already
#   EXIT SOURCE TARGET   keys among them: one that leaves, one that is merged into another
#   FORESIGN  (variable) the launcher
#   TOKEN     (variable) contract of an ERC-20 with 6 decimals
set -eu
umask 077

work=$1 rpc=$2 beacon=$3 deposits=$4 own=$5 exit_key=$6 source_key=$7 target_key=$8
account=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266   # m/44'/60'/0'/0/0 of the published development words
payee=0x00000000000000000000000000000000000f0e51
stick=$work/stick
mkdir -p "$stick"

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'round trip: %s\n' "$*" >&2; exit 1; }

# --- practice only: passphrases in files, the published words. A real ceremony types both. ---------------------------
echo 'practice desk, nothing of worth' > "$work/desk.passphrase"
echo 'practice vault, nothing of worth' > "$work/vault.passphrase"
echo 'test test test test test test test test test test test junk' > "$work/words"

desk() { "$FORESIGN" desk "$@" --home "$work/desk" --passphrase-file "$work/desk.passphrase"; }
vault() { "$FORESIGN" vault "$@" --home "$work/vault" --passphrase-file "$work/vault.passphrase"; }

# --- what a script reads from the JSON on the last line, without a JSON tool ------------------------------------------
text() { tail -n 1 "$1" | sed -n "s/.*\"$2\":\"\\([^\"]*\\)\".*/\\1/p"; }
words() { tail -n 1 "$1" | sed -n 's/.*"words":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' ' '; }

# --- the chain, which in reality goes on by itself ----------------------------------------------------------------------
call() { curl -sf -H 'content-type: application/json' -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}" "$rpc"; }
blocks() { i=0; while [ $i -lt "$1" ]; do call evm_mine '[]' > /dev/null; i=$((i + 1)); done; }

step 'Both machines are made'
vault create --practice
desk create --practice

step 'Pairing: each card has ten words, which two people compare on both screens'
vault pair show --out "$stick" --json > "$work/vault-card"
desk pair show --carry "$stick"
desk pair accept "$(text "$work/vault-card" card)" --words "$(words "$work/vault-card")"
desk pair send --carry "$stick" > "$work/desk-cards"
cat "$work/desk-cards"
for card in DESK APPROVER; do
  tag=$(sed -n "s/^$card card .*, parcel //p" "$work/desk-cards")
  spoken=$(sed -n "/^$card card/{n;s/^ *//;p;}" "$work/desk-cards")
  vault pair accept --in "$stick" --parcel "$tag" --name "Treasury $card" --words "$spoken"
done
approver=$(sed -n 's/^APPROVER card \(0x\)\{0,1\}\([0-9a-f]*\),.*/\2/p' "$work/desk-cards")

step 'Account: the vault has the key, the desk gets a card with a proof of possession'
vault account import --mnemonic-file "$work/words" --index 0
vault account card "$account" --out "$stick"
desk account import --carry "$stick"

step 'Policy: deny by default, then exactly what the treasury needs'
vault policy draft --from-template
vault policy set --approvals 1 --max-review-days 31
vault policy token add --network hoodi --contract "$TOKEN" --symbol USDT6 --decimals 6
vault policy allow "$account" --network hoodi \
  --ops stake,unstake-full,consolidate,native-transfer,token-transfer,cancel \
  --per-batch 60 --max-gas 1000000 --max-fee-gwei 400 --max-tip-gwei 50 --max-request-fee-gwei 1000000 --cancel-required
vault policy limit "$account" --network hoodi --token USDT6 --per-batch 5000 --outstanding 5000 --lifetime 5000
vault policy address add --network hoodi --address "$payee" --name 'Payroll Agent'
vault policy approver add "$approver" --name 'Treasury Approver'
vault validators enrol --deposit-data "$own" --attester 'Officer A' --network hoodi --on-chain
vault validators enrol --deposit-data "$deposits" --attester 'Officer A' --network hoodi
vault policy diff
vault policy show --draft
vault policy accept --yes
vault policy export --out "$stick"
desk policy import --carry "$stick"

step 'Plan: requests first, then stakes and payments, one reserve nonce; nothing leaves the desk yet'
desk endpoints set --chain hoodi --rpc "$rpc" --beacon "$beacon"
desk endpoints status --chain hoodi
cat > "$work/payments.csv" << CSV
recipient,amount,asset,times
Payroll Agent,1.5,ETH,1
Payroll Agent,1250,USDT6,1
Payroll Agent,2,ETH,3
CSV
desk plan --chain hoodi --account "$account" --exit "$exit_key" --consolidate "$source_key=$target_key" \
  --stake "$deposits" --pay "$work/payments.csv" --reserve 1 --consent stake-unconfirmed --consent purpose-repeated --consent registry-unseen --json > "$work/plan"
batch=$(text "$work/plan" batch)

step 'Approve, and put the sealed request on the stick'
desk batch show "$batch" --request-out "$work/request"
"$FORESIGN" desk review "$work/request" > "$work/second-look"     # on a second machine, without keys or home
desk batch approve "$batch"
desk batch export "$batch" --carry "$stick" --json > "$work/export"

step 'Judge: the vault recomputes everything from the stated intent'
vault inspect --in "$stick"

step 'Sign'
vault sign --in "$stick" --out "$stick" --yes --consent stake-unconfirmed --consent purpose-repeated --consent registry-unseen --json > "$work/sign"
echo "words on the desk's screen:  $(words "$work/export")"
echo "words on the vault's screen: $(words "$work/sign")"
[ "$(words "$work/export")" = "$(words "$work/sign")" ] || fail 'the words differ: stop here'

step 'Carry back: every signature is checked, then kept encrypted'
desk batch import --carry "$stick"
vault receipt --in "$stick"
vault journal verify
vault journal export --out "$stick"
vault status
desk leaves --offline

out() { desk release --chain hoodi --account "$account" --alternative 1 --nonce "$@"; }
look() { desk follow --once || [ $? -eq 3 ]; }        # 3: something is still waited for

step 'Release: an exit, a consolidation, a stake, a payment and a token payment, in nonce order'
for nonce in 0 1 2 3 4; do out $nonce; done
blocks 1
look

step 'Replacement: the base fee rises over the first tier, the desk sends the next one by itself'
out 5
call anvil_setNextBlockBaseFeePerGas '["0x306dc4200"]' > /dev/null    # 13 gwei
look
blocks 1
look

step 'Cancel: a payment was sent and is taken back before it is in a block'
out 6 --consent purpose-signed-before                 # the same payment as nonce 5, and meant
desk burn --chain hoodi --account "$account" --from 6 --to 6 --once --yes || [ $? -eq 3 ]
blocks 1
look

step 'A nonce used elsewhere: somebody else has the key, or the account was used by another program'
call eth_sendTransaction "[{\"from\":\"$account\",\"to\":\"$payee\",\"value\":\"0x1\",\"nonce\":\"0x7\",\"gas\":\"0x5208\",\"maxFeePerGas\":\"0x4a817c800\",\"maxPriorityFeePerGas\":\"0x3b9aca00\"}]" > /dev/null
blocks 4
look

step 'Burn what is left, once the nonce before it is final'
desk burn --chain hoodi --account "$account" --once --yes || [ $? -eq 3 ]
blocks 4
look

step 'Finality'
desk leaves --offline
desk status --json > "$work/status"
