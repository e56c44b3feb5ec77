/// # Detection
///
/// Turns events into alerts: a saved query that runs on a schedule, and what is made of the rows that it finds.
///
///     rule + last completed window + clock -> DetectionSchedule -> DetectionWindow
///     rule + rows of the window -> AlertMaker -> alerts, as records of the format `sentinel`
///
/// The stage is pure: it reads no store and no clock. Whoever applies it (`Flow/Detections`) runs the query of a window, keeps
/// the alerts and the end of the window in one transaction, and puts the alerts into the inbox, where they go the way of all
/// others. It may fall behind: windows that are due wait, and none is left out.
///
/// Windows lie on the time when events came in, not on the events' own: what comes late lies in a later window, so nothing
/// falls between two of them, and no delay has to be guessed. Rules are spoken of in Sentinel's words (`queryFrequency`,
/// `entityMappings`, ...), whatever interface they come by.
enum Detection {}
