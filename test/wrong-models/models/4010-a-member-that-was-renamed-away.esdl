context Clinic

enum Channel {
  desk, phone
  version 2 { remove fax as counter } // ! ESDL4010 counter
  version 3 { rename front to desk }
}
