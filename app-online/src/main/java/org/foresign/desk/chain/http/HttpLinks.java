package org.foresign.desk.chain.http;

import java.net.http.HttpClient;

/** The links to the endpoints of one chain, over one client with the settings that they rely on. */
public final class HttpLinks implements AutoCloseable {
  private final HttpClient client;
  private final Patience patience;

  public HttpLinks(Patience patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  public HttpLink to(EndpointUrl url) {
    return new HttpLink(client, url, patience);
  }

  /** Breaks off what is still under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
