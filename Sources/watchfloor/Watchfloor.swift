import ArgumentParser
@main struct Watchfloor: ParsableCommand {}
