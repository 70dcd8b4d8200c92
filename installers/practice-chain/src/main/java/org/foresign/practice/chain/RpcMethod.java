package org.foresign.practice.chain;

import tools.jackson.databind.JsonNode;

/** Answers one JSON-RPC method. */
@FunctionalInterface
interface RpcMethod {
  JsonNode answer(RpcParams params) throws RpcFault;
}
