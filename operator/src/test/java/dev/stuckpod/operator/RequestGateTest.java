package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.turns.ReviewsFirst;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** Watches last; a request must not wait for one to end. */
class RequestGateTest {

  @Test
  void requestsAreAnsweredBesideAnyNumberOfWatches() throws Exception {
    var watching = new CountDownLatch(100);
    var end = new CountDownLatch(1);
    try (var server = new MockWebServer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
              if (request.getUrl().queryParameter("watch") != null
                  || request.getUrl().queryParameter("follow") != null) {
                watching.countDown();
                end.await();
              }
              return new MockResponse.Builder().code(200).build();
            }
          });
      server.start();
      OkHttpClient http =
          new OkHttpClient.Builder().addInterceptor(new RequestGate(new ReviewsFirst())).build();
      List<Future<Integer>> watches = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String query = i % 2 == 0 ? "?watch=true" : "?follow=true";
        watches.add(threads.submit(() -> get(http, server, "/" + query)));
      }
      watching.await();

      assertThat(get(http, server, "/pods")).isEqualTo(200);

      end.countDown();
      for (Future<Integer> watch : watches) {
        assertThat(ended(watch)).isEqualTo(200);
      }
    }
  }

  private static int ended(Future<Integer> watch) throws InterruptedException, ExecutionException {
    return watch.get();
  }

  private static int get(OkHttpClient http, MockWebServer server, String path) throws Exception {
    try (var response =
        http.newCall(new Request.Builder().url(server.url(path)).build()).execute()) {
      return response.code();
    }
  }
}
