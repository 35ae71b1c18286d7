; Inno Setup 6: the installer for Windows, per user, without administrator's rights.
;   iscc /DVersion=0.1.0 packaging\windows\greffier.iss
; Silent deployment: greffier-0.1.0.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
; For all users of a machine (as administrator): add /ALLUSERS

#ifndef Version
  #error Give the version: iscc /DVersion=X.Y.Z
#endif

; With /DModels the default models beside the program go along (build.py --models).
#ifdef Models
  #define Suffix "-modeles"
  #define LeftOut ""
#else
  #define Suffix ""
  #define LeftOut "modeles.zip"
#endif

[Setup]
AppId={{7C5E0B1A-5B0E-4C58-9B6B-2E6B9C2D7A41}
AppName=Greffier
AppVersion={#Version}
DefaultDirName={autopf}\Greffier
DefaultGroupName=Greffier
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\build\installers
OutputBaseFilename=greffier-{#Version}{#Suffix}
SetupIconFile=..\..\build\icons\greffier.ico
UninstallDisplayIcon={app}\greffier-fenetre.exe
LicenseFile=..\..\LICENSE
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Tasks]
Name: "bureau"; Description: "Créer une icône sur le Bureau"

[InstallDelete]
; Modules of an older version must not be found beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\dist\greffier\*"; DestDir: "{app}"; Excludes: "{#LeftOut}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Greffier"; Filename: "{app}\greffier-fenetre.exe"
Name: "{autodesktop}\Greffier"; Filename: "{app}\greffier-fenetre.exe"; Tasks: bureau

[Registry]
Root: HKA; Subkey: "Software\Classes\.greffier"; ValueType: string; ValueData: "Greffier.Seance"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Greffier.Seance"; ValueType: string; ValueData: "Séance de conseil (Greffier)"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Greffier.Seance\shell\open\command"; ValueType: string; ValueData: """{app}\greffier-fenetre.exe"" ""%1"""

[Run]
Filename: "{app}\greffier-fenetre.exe"; Description: "Ouvrir Greffier"; Flags: nowait postinstall skipifsilent

; Sessions and models lie in the user's own folders: neither an update nor an uninstall touches them.
