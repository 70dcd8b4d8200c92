// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Stands in for the beacon deposit contract on a chain without one: same interface, same checks,
/// same event, same root of an incremental Merkle tree of depth 32 (consensus-specs, phase0).
contract DepositStandIn {
    event DepositEvent(bytes pubkey, bytes withdrawal_credentials, bytes amount, bytes signature, bytes index);

    bytes32[32] private branch;
    uint256 private count;

    function get_deposit_root() external view returns (bytes32) {
        bytes32 node;
        bytes32 empty;
        uint256 size = count;
        for (uint256 height = 0; height < 32; height++) {
            node = size & 1 == 1
                ? sha256(abi.encodePacked(branch[height], node))
                : sha256(abi.encodePacked(node, empty));
            empty = sha256(abi.encodePacked(empty, empty));
            size >>= 1;
        }
        return sha256(abi.encodePacked(node, littleEndian(uint64(count)), bytes24(0)));
    }

    function get_deposit_count() external view returns (bytes memory) {
        return littleEndian(uint64(count));
    }

    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable {
        require(pubkey.length == 48, "pubkey length");
        require(withdrawal_credentials.length == 32, "credentials length");
        require(signature.length == 96, "signature length");
        require(msg.value >= 1 ether, "value too low");
        require(msg.value % 1 gwei == 0, "value not whole gwei");
        uint256 gweiAmount = msg.value / 1 gwei;
        require(gweiAmount <= type(uint64).max, "value too high");
        bytes memory amount = littleEndian(uint64(gweiAmount));
        emit DepositEvent(pubkey, withdrawal_credentials, amount, signature, littleEndian(uint64(count)));
        bytes32 key = sha256(abi.encodePacked(pubkey, bytes16(0)));
        bytes32 sig = sha256(
            abi.encodePacked(
                sha256(signature[:64]),
                sha256(abi.encodePacked(signature[64:], bytes32(0)))
            )
        );
        bytes32 node = sha256(
            abi.encodePacked(
                sha256(abi.encodePacked(key, withdrawal_credentials)),
                sha256(abi.encodePacked(amount, bytes24(0), sig))
            )
        );
        require(node == deposit_data_root, "deposit data root differs");
        require(count < 2 ** 32 - 1, "tree full");
        count += 1;
        uint256 size = count;
        for (uint256 height = 0; height < 32; height++) {
            if (size & 1 == 1) {
                branch[height] = node;
                return;
            }
            node = sha256(abi.encodePacked(branch[height], node));
            size >>= 1;
        }
    }

    function littleEndian(uint64 value) private pure returns (bytes memory out) {
        out = new bytes(8);
        for (uint256 i = 0; i < 8; i++) {
            out[i] = bytes1(uint8(value >> (8 * i)));
        }
    }
}
