context Clinic

enum Channel { desk, phone  version 2 { rename counter to dsk } } // ! ESDL4010 Channel has no member dsk in this version
