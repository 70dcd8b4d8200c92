// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Stands in for a request predeploy (EIP-7002, EIP-7251) on a chain without one. Empty call data
/// reads the fee; data of the right length with enough value queues a request and logs sender and
/// data; anything else reverts. There is no system call, so `excess` is set from outside.
abstract contract RequestsStandIn {
    uint256 public excess;
    uint256 public count;

    function requestLength() internal pure virtual returns (uint256);

    fallback(bytes calldata data) external payable returns (bytes memory) {
        uint256 fee = fakeExponential(excess);
        if (data.length == 0) {
            require(msg.value == 0, "reading carries no value");
            return abi.encode(fee);
        }
        require(data.length == requestLength(), "request length");
        require(msg.value >= fee, "fee too low");
        count += 1;
        bytes memory entry = abi.encodePacked(msg.sender, data);
        assembly {
            log0(add(entry, 32), mload(entry))
        }
        return "";
    }

    /// EIP-7002 and EIP-7251, fake_exponential(1, excess, 17).
    function fakeExponential(uint256 numerator) private pure returns (uint256) {
        uint256 output = 0;
        uint256 term = 17;
        for (uint256 i = 1; term > 0; i++) {
            output += term;
            term = (term * numerator) / (17 * i);
        }
        return output / 17;
    }
}

contract WithdrawalRequestsStandIn is RequestsStandIn {
    function requestLength() internal pure override returns (uint256) {
        return 56;
    }
}

contract ConsolidationRequestsStandIn is RequestsStandIn {
    function requestLength() internal pure override returns (uint256) {
        return 96;
    }
}
