// Chromium's own record of what a page did, with the processor's time of each part: other programs that run meanwhile do not count.

export class Trace {
  static async start(browser) {
    const trace = new Trace();
    trace.events = [];
    trace.session = await browser.newBrowserCDPSession();
    trace.session.on('Tracing.dataCollected', ({value}) => trace.events.push(...value));
    await trace.session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: {includedCategories: ['devtools.timeline'], excludedCategories: ['*']},
    });
    return trace;
  }

  async stop() {
    const complete = new Promise((resolve) => this.session.once('Tracing.tracingComplete', resolve));
    await this.session.send('Tracing.end');
    await complete;
    await this.session.detach();
  }

  /** Milliseconds of the processor of each call of a function by the browser. */
  callsOf(name) {
    return this.events.filter((event) => event.name === 'FunctionCall' && event.args.data?.functionName === name)
      .map((event) => event.tdur / 1000);
  }

  /** The same of each event's handlers together. */
  handlersOf(type) {
    return this.events.filter((event) => event.name === 'EventDispatch' && event.args.data?.type === type)
      .map((event) => event.tdur / 1000);
  }
}
