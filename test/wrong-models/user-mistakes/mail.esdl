context Mail
public external command SendNote(text: string)
external command SendLetter(text: string)
